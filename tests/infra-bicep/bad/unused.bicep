// param spare is not used
@description('Not used.')
param spare string
