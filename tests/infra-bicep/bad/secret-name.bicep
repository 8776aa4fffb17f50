// output sendKey is named like a secret
@description('Named so.')
output sendKey string = 'x'
