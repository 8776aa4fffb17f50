@export()
@description('One TCP endpoint at a site.')
type endpointType = {
  @description('DNS name, as the policy writes it; the Hybrid Connection Manager at the site must resolve it.')
  host: string

  @description('TCP port: 22 for ssh, 443 for an oVirt engine.')
  @minValue(1)
  @maxValue(65535)
  port: int
}

@export()
@description('One app setting whose value the platform reads from the vault.')
type secretSettingType = {
  @description('Name of the app setting, which the code sees as an environment variable.')
  setting: string

  @description('Name of the secret in the vault.')
  secret: string
}

@export()
@description('Who reaches storage or the vault over the network. Everyone needs a role besides.')
type networkAccessType = {
  @description('Whether all addresses but those below are refused.')
  closed: bool

  @description('Whether there is a public endpoint at all; without one, private endpoints are the only way.')
  publicEndpoint: bool

  @description('Resource ids of the subnets that are let in.')
  subnetIds: string[]

  @description('IPv4 addresses or ranges (CIDR) that are let in.')
  addresses: string[]
}

@export()
@description('Name of the hybrid connection of an endpoint.')
func connectionName(endpoint endpointType) string => '${replace(toLower(endpoint.host), '.', '-')}-${endpoint.port}'
