// The task hub of Durable Functions, the host's own blobs, and the store. Paid by operations and GB: little.

import { networkAccessType } from 'types.bicep'

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

@description('Who reaches it over the network.')
param access networkAccessType

@description('Whether every request is logged.')
param logRequests bool

@description('Workspace that gets the log of requests.')
param workspaceId string

@description('Tags.')
param tags object

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
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
    publicNetworkAccess: access.publicEndpoint ? 'Enabled' : 'Disabled'
    networkAcls: {
      defaultAction: access.closed ? 'Deny' : 'Allow'
      bypass: 'AzureServices'
      virtualNetworkRules: map(access.subnetIds, id => { id: id, action: 'Allow' })
      // Storage refuses a single address that is written as a range.
      ipRules: map(access.addresses, address => { value: replace(address, '/32', ''), action: 'Allow' })
    }
  }
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    // The function keys are blobs. Tables and queues have no soft delete.
    deleteRetentionPolicy: {
      enabled: true
      days: 7
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 7
    }
  }
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' = {
  parent: account
  name: 'default'
}

// For those who put commands and read notifications; the app creates all other queues itself.
resource queues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01' = [
  for queue in ['glusterdr-commands', 'glusterdr-commands-poison', 'glusterdr-notifications']: {
    parent: queueService
    name: queue
  }
]

var requests = map(['StorageRead', 'StorageWrite', 'StorageDelete'], category => { category: category, enabled: true })

#disable-next-line use-recent-api-versions // The newest version that is not a preview, of 2016, has no settings per resource.
resource blobLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (logRequests) {
  name: 'requests'
  scope: blobService
  properties: {
    workspaceId: workspaceId
    logs: requests
  }
}

#disable-next-line use-recent-api-versions // As above.
resource queueLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (logRequests) {
  name: 'requests'
  scope: queueService
  properties: {
    workspaceId: workspaceId
    logs: requests
  }
}

#disable-next-line use-recent-api-versions // As above.
resource tableLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (logRequests) {
  name: 'requests'
  scope: tableService
  properties: {
    workspaceId: workspaceId
    logs: requests
  }
}

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
