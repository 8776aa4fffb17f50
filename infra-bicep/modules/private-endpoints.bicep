// Private endpoints of storage and vault, with the DNS zones that lead the app to them. Paid by the hour for each of the four.

@description('Short name; part of the endpoints\' names.')
param name string

@description('Azure region.')
param location string

@description('Resource id of the virtual network.')
param networkId string

@description('Resource id of the subnet for private endpoints.')
param subnetId string

@description('Name of the storage account.')
param storageAccountName string

@description('Name of the vault.')
param keyVaultName string

@description('Tags.')
param tags object

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageAccountName
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: keyVaultName
}

// The zones of the public cloud, which is where the code looks for its storage too.
#disable-next-line no-hardcoded-env-urls
var storageSuffix = 'core.windows.net'
var vaultZone = 'privatelink.vaultcore.azure.net'
var targets = [
  { group: 'blob', zone: 'privatelink.blob.${storageSuffix}', id: account.id }
  { group: 'queue', zone: 'privatelink.queue.${storageSuffix}', id: account.id }
  { group: 'table', zone: 'privatelink.table.${storageSuffix}', id: account.id }
  { group: 'vault', zone: vaultZone, id: vault.id }
]

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for target in targets: {
    name: target.zone
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (target, i) in targets: {
    parent: zones[i]
    name: 'glusterdr'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: networkId
      }
    }
  }
]

// One at a time: three of them change the same storage account.
@batchSize(1)
resource endpoints 'Microsoft.Network/privateEndpoints@2025-05-01' = [
  for target in targets: {
    name: 'pe-${name}-${target.group}'
    location: location
    tags: tags
    properties: {
      subnet: {
        id: subnetId
      }
      privateLinkServiceConnections: [
        {
          name: target.group
          properties: {
            privateLinkServiceId: target.id
            groupIds: [target.group]
          }
        }
      ]
    }
  }
]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = [
  for (target, i) in targets: {
    parent: endpoints[i]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: target.group
          properties: {
            privateDnsZoneId: zones[i].id
          }
        }
      ]
    }
    // The app must not find the name before the network knows the zone.
    dependsOn: [links[i]]
  }
]
