using '../../infra-bicep/main.bicep'

// Without a virtual network, a lock and secrets: the least that the template can be asked for.
param alertEmail = 'storage-oncall@example.com'
param endpoints = [{ host: 'gl1.fra.example', port: 22 }]
param network = 'open'
param lockStorage = false
