// does not parse: "= }"
@description('Place.')
param place string = }
