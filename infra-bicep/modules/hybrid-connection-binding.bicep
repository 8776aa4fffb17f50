// Lets the function app use the hybrid connections: a DNS look-up of an endpoint's host then leads into the relay.

import { endpointType, connectionName } from 'types.bicep'

@description('Name of the function app.')
param functionAppName string

@description('Name of the relay namespace.')
param relayName string

@description('The on-premises endpoints.')
param endpoints endpointType[]

resource relay 'Microsoft.Relay/namespaces@2024-01-01' existing = {
  name: relayName
}

resource connections 'Microsoft.Relay/namespaces/hybridConnections@2024-01-01' existing = [
  for endpoint in endpoints: {
    parent: relay
    name: connectionName(endpoint)
  }
]

resource senders 'Microsoft.Relay/namespaces/hybridConnections/authorizationRules@2024-01-01' existing = [
  for (endpoint, i) in endpoints: {
    parent: connections[i]
    name: 'defaultSender'
  }
]

// One at a time: each changes the same site.
@batchSize(1)
resource bindings 'Microsoft.Web/sites/hybridConnectionNamespaces/relays@2024-04-01' = [
  for (endpoint, i) in endpoints: {
    name: '${functionAppName}/${relayName}/${connectionName(endpoint)}'
    properties: {
      serviceBusNamespace: relayName
      serviceBusSuffix: '.servicebus.windows.net'
      relayName: connectionName(endpoint)
      relayArmUri: connections[i].id
      hostname: endpoint.host
      port: endpoint.port
      sendKeyName: 'defaultSender'
      // Read here, by Azure, at deployment: the key is in no parameter, no output and no file.
      sendKeyValue: senders[i].listKeys().primaryKey
    }
  }
]
