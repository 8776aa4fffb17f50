// output key gives a secret away: it through sender, calls rule.listKeys()
resource rule 'Microsoft.Relay/namespaces/authorizationRules@2024-01-01' existing = {
  name: 'ns/rule'
}
var sender = rule.listKeys().primaryKey
@description('A key, by a detour.')
output key string = sender
