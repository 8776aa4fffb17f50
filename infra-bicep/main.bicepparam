using 'main.bicep'

// A sample. Every host is as a policy writes it; one hybrid connection each.
param name = 'glusterdr'
param alertEmail = 'storage-oncall@example.com'
param endpoints = [
  { host: 'gl1.fra.example', port: 22 }
  { host: 'gl2.fra.example', port: 22 }
  { host: 'gl3.fra.example', port: 22 }
  { host: 'engine.fra.example', port: 443 }
  { host: 'gl1.muc.example', port: 22 }
]

// Names only: the values are written into the vault by hand. A policy names the setting as env:OVIRT_PASSWORD.
param secretSettings = [
  { setting: 'OVIRT_PASSWORD', secret: 'ovirt-password' }
]

param planSku = 'P0v3'
param planInstances = 1
param rpoMinutes = 240
