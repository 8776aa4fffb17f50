// The app's way to storage and vault, which are closed to the internet. Service endpoints and the virtual network cost nothing.
// Only the traffic to them goes this way: hybrid connections and all other calls leave the app as they do without a virtual network.

@description('Name of the virtual network.')
param name string

@description('Name of the network security group.')
param securityGroupName string

@description('Azure region.')
param location string

@description('Address range (CIDR) of the virtual network, /25 or larger. It is connected to no other network, so any private range will do.')
param range string

@description('Tags.')
param tags object

// Its default rules let nothing in from the internet. Nothing listens in these subnets but private endpoints; commands to the sites' hosts
// leave by the relay, not by this network.
resource securityGroup 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: securityGroupName
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'deny-remote-login'
        properties: {
          description: 'No ssh and no remote desktop from one address of the network to another.'
          direction: 'Outbound'
          access: 'Deny'
          priority: 200
          protocol: 'Tcp'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRanges: ['22', '3389']
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [range]
    }
    // Here, not as resources of their own: a deployment of the network would delete subnets that it does not list.
    subnets: [
      {
        name: 'app'
        properties: {
          // /26 holds three machines, the three that replace them, and what the platform needs for its upgrades.
          addressPrefix: cidrSubnet(range, 26, 0)
          networkSecurityGroup: {
            id: securityGroup.id
          }
          delegations: [
            {
              name: 'app-service'
              properties: {
                serviceName: 'Microsoft.Web/serverFarms'
              }
            }
          ]
          serviceEndpoints: [
            {
              service: 'Microsoft.Storage'
            }
            {
              service: 'Microsoft.KeyVault'
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(range, 26, 1)
          networkSecurityGroup: {
            id: securityGroup.id
          }
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
    ]
  }

  resource app 'subnets' existing = {
    name: 'app'
  }

  resource endpoints 'subnets' existing = {
    name: 'endpoints'
  }
}

@description('Resource id of the virtual network.')
output id string = network.id

@description('Resource id of the subnet that the app\'s calls come from.')
output appSubnetId string = network::app.id

@description('Resource id of the subnet for private endpoints.')
output endpointSubnetId string = network::endpoints.id
