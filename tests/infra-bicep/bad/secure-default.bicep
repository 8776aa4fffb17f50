// secure parameter word has a default
@description('A secret.')
@secure()
param word string = 'x'
resource vault 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  name: 'v/s'
  properties: {
    value: word
  }
}
