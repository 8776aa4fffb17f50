// module identity has no output nothing
module identity '../../../infra-bicep/modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: 'id'
    location: 'x'
    tags: {}
  }
}
var read = identity.outputs.nothing
@description('Text.')
output text string = 'x${length(read)}'
