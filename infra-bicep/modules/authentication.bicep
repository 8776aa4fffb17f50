// App Service authentication before the app: who has no token of Entra ID is answered 401 before any code runs. The function's key is
// asked for besides. No client secret: nobody logs in here with a browser, tokens are got elsewhere. Costs nothing.

@description('Name of the function app.')
param functionAppName string

@description('Client id of the app registration that tokens are for.')
param clientId string

@description('Client ids of the applications by which tokens may have been got.')
param allowedApplications string[]

@description('Object ids of the users and service principals that are let in; empty: every account of the tenant that has the function key too.')
param allowedIdentities string[]

@description('Paths that need no token, because what calls them has none and they look at a token of their own.')
param openPaths string[]

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: functionAppName
}

resource authentication 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: true
    }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'Return401'
      excludedPaths: openPaths
    }
    httpSettings: {
      requireHttps: true
    }
    login: {
      tokenStore: {
        enabled: false
      }
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: clientId
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
        validation: {
          allowedAudiences: [
            clientId
            'api://${clientId}'
          ]
          defaultAuthorizationPolicy: union(
            { allowedApplications: allowedApplications },
            empty(allowedIdentities) ? {} : { allowedPrincipals: { identities: allowedIdentities } }
          )
        }
      }
    }
  }
}
