// The function app and its plan: the plan is nearly all of the bill.
// Windows: function apps on Linux have no hybrid connections
// (https://learn.microsoft.com/azure/azure-functions/functions-scale#networking-features).
// Dedicated, not Elastic Premium: that one keeps the code in an Azure Files share, which takes an account key.

import { secretSettingType } from 'types.bicep'

@description('Name of the function app.')
param name string

@description('Name of the App Service plan.')
param planName string

@description('Azure region.')
param location string

@description('Size of the plan.')
param sku string

@description('Machines in the plan.')
param instances int

@description('Name of the user-assigned identity.')
param identityName string

@description('Name of the storage account.')
param storageAccountName string

@description('Name of the vault.')
param keyVaultName string

@description('Name of the Application Insights resource.')
param insightsName string

@description('App settings that come from the vault.')
param secretSettings secretSettingType[]

@description('Further app settings; none of them replaces one of those below.')
param appSettings object

@description('IPv4 ranges that may call the app; empty: all.')
param allowedAddresses string[]

@description('Resource id of the subnet that its calls to storage and vault come from; empty: none.')
param subnetId string

@description('Tags.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

var settings = {
  FUNCTIONS_EXTENSION_VERSION: '~4'
  FUNCTIONS_WORKER_RUNTIME: 'dotnet-isolated'
  // The deployed zip file is mounted as it is, from the plan's own disk.
  WEBSITE_RUN_FROM_PACKAGE: '1'
  AzureWebJobsStorage__accountName: storageAccountName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.properties.clientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
  // The identity that Azure.Identity takes in the code.
  AZURE_CLIENT_ID: identity.properties.clientId
}
var secrets = toObject(
  secretSettings,
  entry => entry.setting,
  entry => '@Microsoft.KeyVault(VaultName=${keyVaultName};SecretName=${entry.secret})'
)
var restrictions = [
  for (range, i) in allowedAddresses: {
    name: 'allowed-${i}'
    action: 'Allow'
    priority: 100 + i
    ipAddress: range
  }
]

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  kind: 'app'
  tags: tags
  sku: {
    name: sku
    capacity: instances
  }
  properties: {
    // false: Windows.
    reserved: false
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  kind: 'functionapp'
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    keyVaultReferenceIdentity: identity.id
    httpsOnly: true
    clientAffinityEnabled: false
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      // Without it the app sleeps, and with it timers and running workflows.
      alwaysOn: true
      netFrameworkVersion: 'v10.0'
      use32BitWorkerProcess: false
      ftpsState: 'Disabled'
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      remoteDebuggingEnabled: false
      http20Enabled: true
      ipSecurityRestrictionsDefaultAction: empty(allowedAddresses) ? 'Allow' : 'Deny'
      ipSecurityRestrictions: restrictions
      scmIpSecurityRestrictionsUseMain: true
    }
  }
}

// Deployments log in with Entra ID, never with a user name and password.
resource scmLogin 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

resource ftpLogin 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
  // One change of the site after the other: each can restart it.
  dependsOn: [scmLogin]
}

resource configuration 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(appSettings, secrets, settings)
  dependsOn: [ftpLogin]
}

@description('Name of the function app.')
output name string = app.name

@description('Host name of the function app.')
output hostName string = app.properties.defaultHostName
