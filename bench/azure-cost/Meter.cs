using Azure.Data.Tables;
using GlusterDr.AzureHost;
using GlusterDr.Durable;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Sites;
using GlusterDr.TestKit;

namespace GlusterDr.AzureCost;

/// <summary>Runs a policy over simulated sites by the app on Azurite, and counts.</summary>
internal static class Meter
{
    private const string Hub = "GlusterDr";

    private static readonly TimeSpan s_idle = TimeSpan.FromMinutes(1);

    /// <summary>Measures the second run: the first one copies everything.</summary>
    public static async Task<Measurement> MeasureAsync(int vms, bool leasesInTable)
    {
        await using Azurite azurite = await Azurite.StartAsync();
        SimulatedWorld world = Scenarios.TwoSites(TimeProvider.System, vms, new WorldOptions
        {
            Latency = new LatencyTable { Factor = 0.1 },
            LinkBytesPerSecond = 100_000_000_000,
        });
        StorageHubOptions options = new() { ConnectionString = azurite.ConnectionString, Hub = Hub, LeasesInTable = leasesInTable };
        await using AppHost app = await AppHost.StartAsync(options, world);
        await app.Get<PolicyStore>().SaveAsync(MakePolicy(), CancellationToken.None);
        await RunAsync(app);

        int events = await HistoryAsync(azurite.ConnectionString);
        int requests = azurite.Requests.Count;
        (int calls, int episodes) = (app.Functions.Calls, app.Functions.Episodes);
        DateTimeOffset begin = TimeProvider.System.GetUtcNow();
        await RunAsync(app);
        Measurement measured = new()
        {
            Vms = vms,
            Took = TimeProvider.System.GetUtcNow() - begin,
            Activities = app.Functions.Calls - calls,
            Episodes = app.Functions.Episodes - episodes,
            Requests = azurite.Requests.Skip(requests).CountBy(RequestKind.Of).ToDictionary(),
            HistoryEvents = await HistoryAsync(azurite.ConnectionString) - events,
            IdleHour = new Dictionary<string, double>(),
        };

        // Polling slows down when nothing comes.
        await Task.Delay(TimeSpan.FromSeconds(30));
        requests = azurite.Requests.Count;
        await Task.Delay(s_idle);
        double hour = TimeSpan.FromHours(1) / s_idle;
        return measured with { IdleHour = azurite.Requests.Skip(requests).CountBy(RequestKind.Of).ToDictionary(c => c.Key, c => c.Value * hour) };
    }

    private static async Task RunAsync(AppHost app)
    {
        string run = await app.Get<RunStarter>().StartAsync("vms", RunTrigger.Demand, CancellationToken.None);

        // By the client's own wait, which looks at the instance ever again, the count would be another.
        using PeriodicTimer look = new(TimeSpan.FromSeconds(5));
        while (await app.Get<IOrchestrationClient>().GetInstanceAsync(run) is not { IsCompleted: true })
        {
            await look.WaitForNextTickAsync();
        }

        RunReport report = await app.Get<RunStore>().GetReportAsync(run, CancellationToken.None);
        if (report.Run.State != RunState.Succeeded)
        {
            throw new InvalidOperationException($"The run is no measure: {report.Run.State}, {report.Run.Error?.Message}");
        }
    }

    // Of all instances: a run has sub-orchestrations. Nothing is purged meanwhile.
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

    private static Policy MakePolicy() => new()
    {
        Name = "vms",
        Volume = "gv1",
        Site = new Site
        {
            Name = "main",
            GlusterHosts = ["p1", "p2", "p3"],
            Hypervisor = new HypervisorSettings { Hosts = ["h1", "h2"] },
        },
        Destinations =
        [
            new Destination
            {
                Name = "backup",
                Site = new Site { Name = "backup", GlusterHosts = ["s1"] },
                Volume = "gv2",
                SessionHost = "s1",
            },
        ],
    };
}
