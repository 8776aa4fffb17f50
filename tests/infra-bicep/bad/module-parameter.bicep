// module identity must get tags
module identity '../../../infra-bicep/modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: 'id'
    location: 'x'
  }
}
