// Alerts. Each log alert costs a little a month, by how often it looks; the metric alert less; e-mail nothing.

@description('Short name; part of the alerts\' names.')
@maxLength(11)
param name string

@description('Azure region.')
param location string

@description('Name of the function app.')
param functionAppName string

@description('Resource id of the Log Analytics workspace.')
param workspaceId string

@description('Resource id of the relay namespace.')
param relayId string

@description('Who is told, by e-mail.')
param email string

@description('The oldest that the newest good run of a policy may be, in minutes.')
param rpoMinutes int

@description('How long nothing may be heard of the function app.')
param silentFor string

@description('Tags.')
param tags object

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: name
    enabled: true
    emailReceivers: [
      {
        name: 'operator'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource runFailed 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: 'run-failed-${name}'
  location: location
  tags: tags
  properties: {
    displayName: 'GlusterDr: a run failed'
    description: 'No destination has a new recovery point from this run, or its workflow broke. docs/azure-monitor.md'
    severity: 1
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    // Lines come in some minutes late, so it looks back over several of its own turns; one run is told of once.
    windowSize: 'PT15M'
    muteActionsDuration: 'PT30M'
    // It never clears by itself: that no run failed of late does not mend the one that did.
    autoMitigate: false
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: loadTextContent('../queries/run-failed.kql')
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          dimensions: [
            {
              name: 'Policy'
              operator: 'Include'
              values: ['*']
            }
            {
              name: 'Run'
              operator: 'Include'
              values: ['*']
            }
          ]
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [group.id]
    }
  }
}

resource rpoExceeded 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: 'rpo-exceeded-${name}'
  location: location
  tags: tags
  properties: {
    displayName: 'GlusterDr: the newest recovery point is too old'
    description: 'The newest good run of a policy began longer ago than rpoMinutes. Clears with the next good run. docs/azure-monitor.md'
    severity: 1
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT15M'
    windowSize: 'P2D'
    autoMitigate: true
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: loadTextContent('../queries/recovery-point-age.kql')
          timeAggregation: 'Maximum'
          metricMeasureColumn: 'AgeMinutes'
          operator: 'GreaterThan'
          threshold: rpoMinutes
          dimensions: [
            {
              name: 'Policy'
              operator: 'Include'
              values: ['*']
            }
          ]
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [group.id]
    }
  }
}

resource noHeartbeat 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: 'no-heartbeat-${name}'
  location: location
  tags: tags
  properties: {
    displayName: 'GlusterDr: nothing is heard of the function app'
    description: 'No log, request or metric came in: the app is stopped, broken, or may not write its telemetry. docs/azure-monitor.md'
    severity: 1
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    windowSize: silentFor
    autoMitigate: true
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: replace(loadTextContent('../queries/heartbeat.kql'), '__APP__', functionAppName)
          timeAggregation: 'Total'
          metricMeasureColumn: 'Heard'
          operator: 'LessThan'
          threshold: 1
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [group.id]
    }
  }
}

resource noListener 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'no-listener-${name}'
  location: 'global'
  tags: tags
  properties: {
    description: 'No Hybrid Connection Manager listens for a hybrid connection: that host can\'t be reached. docs/azure-hybrid-connection.md'
    severity: 1
    enabled: true
    scopes: [relayId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'listeners'
          metricNamespace: 'Microsoft.Relay/namespaces'
          metricName: 'ActiveListeners'
          timeAggregation: 'Total'
          operator: 'LessThan'
          threshold: 1
          skipMetricValidation: true
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: ['*']
            }
          ]
        }
      ]
    }
    actions: [
      {
        actionGroupId: group.id
      }
    ]
  }
}
