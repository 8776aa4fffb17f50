// What GlusterDr needs in Azure: a function app that reaches on-premises hosts through hybrid connections, its storage,
// a vault for secrets, and its monitoring. README.md beside this file says what each part costs.
targetScope = 'resourceGroup'

import { endpointType, secretSettingType } from 'modules/types.bicep'

@description('Short name, lower case letters and digits; part of every resource name.')
@minLength(3)
@maxLength(11)
param name string = 'glusterdr'

@description('Azure region of everything. Take the region nearest to the sites that is not at one of them.')
param location string = resourceGroup().location

@description('The on-premises TCP endpoints: one hybrid connection each. Hosts are DNS names, exactly as the policies write them: an IP address is never redirected.')
@minLength(1)
param endpoints endpointType[]

@description('Size of the App Service plan. Hybrid connections allowed: Basic (B) 5 per plan, Standard (S) 25 per plan, Premium v3 220 per app. Consumption and Flex Consumption have none.')
@allowed(['B1', 'B2', 'B3', 'S1', 'S2', 'S3', 'P0v3', 'P1v3', 'P2v3'])
param planSku string = 'P0v3'

@description('Machines in the plan. Two survive the loss of one; each is paid for.')
@minValue(1)
@maxValue(3)
param planInstances int = 1

@description('How the storage account is replicated. Take Standard_LRS where the region has no zones. The GRS kinds keep a copy in a second region, which only a failover by hand makes usable.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('Locks the storage account against deletion: it holds policies, runs and recovery points. Removing the lock takes an Owner.')
param lockStorage bool = true

@description('Logs every request to storage: who read or changed what. An idle app makes ten million requests a month, each a line that is paid for.')
param logStorageRequests bool = false

@description('Who reaches storage and vault over the network; everyone needs a role besides. closed: the app, by a virtual network of its own that costs nothing, and operatorAddresses. private: the same, the app through private endpoints, which are paid for by the hour. open: all addresses.')
@allowed(['closed', 'private', 'open'])
param network string = 'closed'

@description('IPv4 addresses or ranges (CIDR) of those who write secrets, and of programs that use the queues. With network = private and none given there is no public endpoint at all.')
param operatorAddresses string[] = []

@description('Address range (CIDR) of the app\'s virtual network, /25 or larger. Nothing is connected to it.')
param networkRange string = '10.90.0.0/24'

@description('App settings that come from the vault: setting is the environment variable that a policy names with env:, secret is the name in the vault. Names only, never values.')
param secretSettings secretSettingType[] = []

@description('Further app settings, such as Ssh__User: docs/azure-settings.md lists them. Nothing secret.')
param appSettings object = {}

@description('Object id of the group or user that may write secrets into the vault. Empty: nobody, until you assign the role Key Vault Secrets Officer.')
param vaultOfficerId string = ''

@description('Whether vaultOfficerId is a Group, a User or a ServicePrincipal.')
@allowed(['Group', 'User', 'ServicePrincipal'])
param vaultOfficerType string = 'Group'

@description('IPv4 ranges (CIDR) that may call the function app and its deployment endpoint; empty: all addresses.')
param allowedAddresses string[] = []

@description('Client id of an app registration. Its tokens are then required before the app, besides the function key. Empty: the key alone.')
param authClientId string = ''

@description('With authClientId: client ids of the applications that tokens may be issued to. The default is Azure CLI.')
param authAllowedApplications string[] = ['04b07795-8ddb-461a-bbee-02f9e1bf7b46']

@description('With authClientId: object ids of the users and service principals that may call the app; empty: every account of the tenant.')
param authAllowedIdentities string[] = []

@description('E-mail address that alerts go to.')
param alertEmail string

@description('Alert when the newest good run of a policy began longer ago than this, in minutes. At most a day: a log alert looks back two days.')
@minValue(15)
@maxValue(1440)
param rpoMinutes int = 240

@description('Alert when no telemetry of the function app arrived for this long.')
@allowed(['PT15M', 'PT30M', 'PT1H'])
param silentFor string = 'PT30M'

@description('Days that logs are kept. The first 31 are free of charge.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 31

@description('Upper limit of logs a day, in GB. What exceeds it is dropped, and alerts that need it do not come. -1: no limit.')
param logDailyCapGb int = -1

@description('Tags on every resource.')
param tags object = {}

var suffix = take(uniqueString(resourceGroup().id), 8)
var base = toLower(name)
var functionAppName = 'func-${base}-${suffix}'
var relayName = 'relay-${base}-${suffix}'
var access = {
  closed: network != 'open'
  publicEndpoint: network != 'private' || !empty(operatorAddresses)
  subnetIds: network == 'open' ? [] : [virtualNetwork!.outputs.appSubnetId]
  addresses: operatorAddresses
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: 'id-${base}-${suffix}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    workspaceName: 'log-${base}-${suffix}'
    insightsName: 'appi-${base}-${suffix}'
    location: location
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
    tags: tags
  }
}

module virtualNetwork 'modules/network.bicep' = if (network != 'open') {
  name: 'network'
  params: {
    name: 'vnet-${base}-${suffix}'
    securityGroupName: 'nsg-${base}-${suffix}'
    location: location
    range: networkRange
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: 'st${base}${suffix}'
    location: location
    sku: storageSku
    lock: lockStorage
    access: access
    logRequests: logStorageRequests
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

module vault 'modules/key-vault.bicep' = {
  name: 'key-vault'
  params: {
    name: 'kv-${base}-${suffix}'
    location: location
    access: access
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

module relay 'modules/relay.bicep' = {
  name: 'relay'
  params: {
    name: relayName
    location: location
    endpoints: endpoints
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

module privateEndpoints 'modules/private-endpoints.bicep' = if (network == 'private') {
  name: 'private-endpoints'
  params: {
    name: '${base}-${suffix}'
    location: location
    networkId: virtualNetwork!.outputs.id
    subnetId: virtualNetwork!.outputs.endpointSubnetId
    storageAccountName: storage.outputs.name
    keyVaultName: vault.outputs.name
    tags: tags
  }
}

// Before the app: its first start finds every right in place.
module roles 'modules/roles.bicep' = {
  name: 'roles'
  params: {
    principalId: identity.outputs.principalId
    storageAccountName: storage.outputs.name
    keyVaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
    vaultOfficerId: vaultOfficerId
    vaultOfficerType: vaultOfficerType
  }
}

module functionApp 'modules/function-app.bicep' = {
  name: 'function-app'
  params: {
    name: functionAppName
    planName: 'plan-${base}-${suffix}'
    location: location
    sku: planSku
    instances: planInstances
    identityName: identity.outputs.name
    storageAccountName: storage.outputs.name
    keyVaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
    secretSettings: secretSettings
    appSettings: appSettings
    allowedAddresses: allowedAddresses
    subnetId: network == 'open' ? '' : virtualNetwork!.outputs.appSubnetId
    tags: tags
  }
  dependsOn: [roles, privateEndpoints]
}

module authentication 'modules/authentication.bicep' = if (!empty(authClientId)) {
  name: 'authentication'
  params: {
    functionAppName: functionApp.outputs.name
    clientId: authClientId
    allowedApplications: authAllowedApplications
    allowedIdentities: authAllowedIdentities
    // Gluster has no token of Entra ID: the webhook asks for one of its own.
    openPaths: ['/api/v1/gluster-events']
  }
}

module binding 'modules/hybrid-connection-binding.bicep' = {
  name: 'hybrid-connection-binding'
  params: {
    functionAppName: functionApp.outputs.name
    relayName: relay.outputs.name
    endpoints: endpoints
  }
  // Both change the site. The app asks for tokens before it reaches a host.
  dependsOn: [authentication]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    name: base
    location: location
    functionAppName: functionApp.outputs.name
    workspaceId: monitoring.outputs.workspaceId
    relayId: relay.outputs.id
    email: alertEmail
    rpoMinutes: rpoMinutes
    silentFor: silentFor
    tags: tags
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  params: {
    displayName: 'GlusterDr: runs and sites (${base})'
    location: location
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

@description('Name of the function app: for deployments of the code.')
output functionAppName string = functionApp.outputs.name

@description('Host name of the function app.')
output functionAppHost string = functionApp.outputs.hostName

@description('Name of the vault: secrets are written there by hand.')
output vaultName string = vault.outputs.name

@description('Name of the storage account.')
output storageAccountName string = storage.outputs.name

@description('Name of the relay namespace: for the Hybrid Connection Managers at the sites.')
output relayName string = relay.outputs.name

@description('Names of the hybrid connections, in the order of the endpoints.')
output hybridConnections string[] = relay.outputs.hybridConnections
