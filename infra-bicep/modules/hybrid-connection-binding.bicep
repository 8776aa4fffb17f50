// Lets the function app use the hybrid connections: a DNS look-up of an endpoint's host then leads into the relay.

import { endpointType, connectionName } from 'types.bicep'

@description('Name of the function app.')
param functionAppName string

@description('Name of the relay namespace.')
param relayName string

@description('The on-premises endpoints.')
param endpoints endpointType[]

// A variable: relay.bicep says why.
var connectionNames = [for endpoint in endpoints: connectionName(endpoint)]

resource relay 'Microsoft.Relay/namespaces@2026-01-01' existing = {
  name: relayName
}

resource connections 'Microsoft.Relay/namespaces/hybridConnections@2026-01-01' existing = [
  for name in connectionNames: {
    parent: relay
    name: name
  }
]

resource senders 'Microsoft.Relay/namespaces/hybridConnections/authorizationRules@2026-01-01' existing = [
  for (name, i) in connectionNames: {
    parent: connections[i]
    name: 'defaultSender'
  }
]

// One at a time: each changes the same site.
@batchSize(1)
resource bindings 'Microsoft.Web/sites/hybridConnectionNamespaces/relays@2025-03-01' = [
  for (endpoint, i) in endpoints: {
    name: '${functionAppName}/${relayName}/${connectionNames[i]}'
    properties: {
      serviceBusNamespace: relayName
      serviceBusSuffix: '.servicebus.windows.net'
      relayName: connectionNames[i]
      relayArmUri: connections[i].id
      hostname: endpoint.host
      port: endpoint.port
      sendKeyName: 'defaultSender'
      // Read here, by Azure, at deployment: the key is in no parameter, no output and no file.
      sendKeyValue: senders[i].listKeys().primaryKey
    }
  }
]
