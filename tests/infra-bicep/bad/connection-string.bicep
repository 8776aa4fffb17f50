// output link gives a secret away: it reads insights.properties.ConnectionString
resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: 'x'
}
@description('A connection string.')
output link string = insights.properties.ConnectionString
