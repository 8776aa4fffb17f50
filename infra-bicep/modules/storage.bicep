// The task hub of Durable Functions, the host's own blobs, and the store. Paid by operations and GB: little.

@description('Name of the storage account.')
@minLength(3)
@maxLength(24)
param name string

@description('Azure region.')
param location string

@description('Replication.')
param sku string

@description('Whether the account is locked against deletion.')
param lock bool

@description('Tags.')
param tags object

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  tags: tags
  sku: {
    name: sku
  }
  properties: {
    // No key opens it, identities alone do. So nothing here may need an Azure Files content share: that takes a key.
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    accessTier: 'Hot'
  }
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-01-01' = {
  parent: account
  name: 'default'
}

// For who puts commands and reads notifications; the app makes all other queues itself.
resource queues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' = [
  for queue in ['glusterdr-commands', 'glusterdr-commands-poison', 'glusterdr-notifications']: {
    parent: queueService
    name: queue
  }
]

resource deleteLock 'Microsoft.Authorization/locks@2020-05-01' = if (lock) {
  name: 'glusterdr-store'
  scope: account
  properties: {
    level: 'CanNotDelete'
    notes: 'Policies, runs and recovery points of GlusterDr. Tables have no soft delete.'
  }
}

@description('Name of the storage account.')
output name string = account.name
