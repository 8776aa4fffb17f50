// regoin is not declared
@description('Place.')
output place string = regoin
