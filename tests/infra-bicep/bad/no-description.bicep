// param location has no description
param location string
var place = location
@description('Place.')
output place string = place
