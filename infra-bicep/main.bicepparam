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

// Names only: the values are written into the vault by hand. The app reads the first three itself; a policy names the last as
// env:OVIRT_PASSWORD. Without GlusterWebhookToken the webhook for Gluster's events stays closed, and all else works.
param secretSettings = [
  { setting: 'SSH_PRIVATE_KEY', secret: 'ssh-private-key' }
  { setting: 'SSH_KNOWN_HOSTS', secret: 'ssh-known-hosts' }
  { setting: 'GlusterWebhookToken', secret: 'gluster-webhook-token' }
  { setting: 'OVIRT_PASSWORD', secret: 'ovirt-password' }
]

// The address from which you write the secrets.
param operatorAddresses = ['203.0.113.10']

param planSku = 'P0v3'
param planInstances = 1
param rpoMinutes = 240
param tags = { workload: 'glusterdr' }
