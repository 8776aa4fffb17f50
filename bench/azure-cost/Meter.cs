using Azure.Data.Tables;
using GlusterDr.Simulators;
using GlusterDr.TestKit;

namespace GlusterDr.AzureCost;

/// <summary>Runs a policy on simulated sites with the app on Azurite, and counts requests.</summary>
internal static class Meter
{
    private const string Hub = "GlusterDr";

    private static readonly TimeSpan s_idle = TimeSpan.FromMinutes(1);

    /// <summary>Measures the second run, because the first one copies everything.</summary>
    public static async Task<Measurement> MeasureAsync(int vms, bool leasesOnBlobs)
    {
        await using Azurite azurite = await Azurite.StartAsync();
        SimulatedWorld world = Scenarios.TwoSites(TimeProvider.System, vms, new WorldOptions
        {
            Latency = new LatencyTable { Factor = 0.1 },
            LinkBytesPerSecond = 100_000_000_000,
        });
        await using AppOnSites app = await AppOnSites.StartAsync(world, azurite.ConnectionString, leasesOnBlobs);
        await app.RunAsync();

        int events = await HistoryAsync(azurite.ConnectionString);
        int requests = azurite.Requests.Count;
        (int calls, int episodes) = (app.Activities, app.Episodes);
        DateTimeOffset begin = TimeProvider.System.GetUtcNow();
        await app.RunAsync();
        Measurement measured = new()
        {
            Vms = vms,
            Took = TimeProvider.System.GetUtcNow() - begin,
            Activities = app.Activities - calls,
            Episodes = app.Episodes - episodes,
            Requests = azurite.Requests.Skip(requests).CountBy(RequestKind.Of).ToDictionary(),
            HistoryEvents = await HistoryAsync(azurite.ConnectionString) - events,
            IdleHour = new Dictionary<string, double>(),
        };

        // Polling slows down when there are no messages.
        await Task.Delay(TimeSpan.FromSeconds(30));
        requests = azurite.Requests.Count;
        await Task.Delay(s_idle);
        double hour = TimeSpan.FromHours(1) / s_idle;
        return measured with { IdleHour = azurite.Requests.Skip(requests).CountBy(RequestKind.Of).ToDictionary(c => c.Key, c => c.Value * hour) };
    }

    // Counts all instances, because a run has sub-orchestrations. Nothing is purged meanwhile.
    private static async Task<int> HistoryAsync(string connectionString)
    {
        TableClient history = new(connectionString, $"{Hub}History");
        int events = 0;
        await foreach (TableEntity row in history.QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey"]))
        {
            events += row.RowKey == "sentinel" ? 0 : 1;
        }

        return events;
    }
}
