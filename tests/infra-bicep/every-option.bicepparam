using '../../infra-bicep/main.bicep'

// Every part of the template that the sample beside main.bicep leaves out.
param name = 'GlusterDR'
param location = 'germanywestcentral'
param alertEmail = 'storage-oncall@example.com'
param endpoints = [
  { host: 'GL1.fra.example', port: 22 }
  { host: 'engine.fra.example', port: 443 }
]
param planSku = 'P1v3'
param planInstances = 2
param storageSku = 'Standard_GZRS'
param logStorageRequests = true
param network = 'private'
param networkRange = '172.20.0.0/25'
param appSettings = { Ssh__User: 'glusterdr', FUNCTIONS_WORKER_RUNTIME: 'the template decides' }
param vaultOfficerId = '00000000-0000-0000-0000-00000000000a'
param allowedAddresses = ['198.51.100.0/24', '203.0.113.10/32']
param authClientId = '00000000-0000-0000-0000-00000000000b'
param authAllowedIdentities = ['00000000-0000-0000-0000-00000000000c']
param logRetentionDays = 90
param logDailyCapGb = 2
param silentFor = 'PT1H'
param tags = { workload: 'glusterdr' }
