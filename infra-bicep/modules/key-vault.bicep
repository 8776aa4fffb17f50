// Secrets: written by a person, read by the function app, never by a template. Paid by operations: cents.

import { networkAccessType } from 'types.bicep'

@description('Name of the vault.')
@minLength(3)
@maxLength(24)
param name string

@description('Azure region.')
param location string

@description('Who reaches it over the network.')
param access networkAccessType

@description('Workspace that gets the log of who read what.')
param workspaceId string

@description('Tags.')
param tags object

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    // Azure asks for the list, though with RBAC roles alone decide.
    accessPolicies: []
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    // It cannot be switched off again: a deleted vault keeps its name for 90 days.
    enablePurgeProtection: true
    publicNetworkAccess: access.publicEndpoint ? 'Enabled' : 'Disabled'
    networkAcls: {
      defaultAction: access.closed ? 'Deny' : 'Allow'
      bypass: 'AzureServices'
      virtualNetworkRules: map(access.subnetIds, id => { id: id })
      ipRules: map(access.addresses, address => { value: address })
    }
  }
}

#disable-next-line use-recent-api-versions // The newest version that is not a preview, of 2016, has no settings per resource.
resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AuditEvent'
        enabled: true
      }
    ]
  }
}

@description('Name of the vault.')
output name string = vault.name
