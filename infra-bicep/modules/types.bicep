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
@description('Name of the hybrid connection of an endpoint.')
func connectionName(endpoint endpointType) string => '${replace(toLower(endpoint.host), '.', '-')}-${endpoint.port}'
