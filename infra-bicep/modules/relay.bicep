// One hybrid connection per endpoint. Paid by listeners: each Hybrid Connection Manager counts once per connection.

import { endpointType, connectionName } from 'types.bicep'

@description('Name of the relay namespace.')
param name string

@description('Azure region.')
param location string

@description('The on-premises endpoints.')
param endpoints endpointType[]

@description('Workspace that gets the events of listeners.')
param workspaceId string

@description('Tags.')
param tags object

// A variable, because the compiler (0.49.2) writes the function without its namespace into the name of a resource whose parent is one of a
// list: Azure then rejects the template.
var connectionNames = [for endpoint in endpoints: connectionName(endpoint)]

resource relay 'Microsoft.Relay/namespaces@2026-01-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: 'Standard'
    tier: 'Standard'
  }
  properties: {
    minimumTlsVersion: '1.2'
    // Listeners dial in from the sites and App Service from shared addresses, so there is no list to close it with. Each connection takes
    // a key of its own.
    publicNetworkAccess: 'Enabled'
  }
}

resource connections 'Microsoft.Relay/namespaces/hybridConnections@2026-01-01' = [
  for (endpoint, i) in endpoints: {
    parent: relay
    name: connectionNames[i]
    properties: {
      // App Service takes a connection only with both: authorization, and an endpoint in the metadata.
      requiresClientAuthorization: true
      userMetadata: string([
        {
          key: 'endpoint'
          value: '${endpoint.host}:${endpoint.port}'
        }
      ])
    }
  }
]

// Two rules a connection: what a site holds can only listen, what the app holds can only send.
resource listeners 'Microsoft.Relay/namespaces/hybridConnections/authorizationRules@2026-01-01' = [
  for (endpoint, i) in endpoints: {
    parent: connections[i]
    name: 'defaultListener'
    properties: {
      rights: ['Listen']
    }
  }
]

resource senders 'Microsoft.Relay/namespaces/hybridConnections/authorizationRules@2026-01-01' = [
  for (endpoint, i) in endpoints: {
    parent: connections[i]
    name: 'defaultSender'
    properties: {
      rights: ['Send']
    }
    // Rules of one connection are written one after the other: Azure refuses two changes at once.
    dependsOn: [listeners[i]]
  }
]

#disable-next-line use-recent-api-versions // The newest version that is not a preview, of 2016, has no settings per resource.
resource events 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'hybrid-connections'
  scope: relay
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'HybridConnectionsEvent'
        enabled: true
      }
    ]
  }
}

@description('Name of the relay namespace.')
output name string = relay.name

@description('Resource id of the relay namespace.')
output id string = relay.id

@description('Names of the hybrid connections, in the order of the endpoints.')
output hybridConnections string[] = connectionNames
