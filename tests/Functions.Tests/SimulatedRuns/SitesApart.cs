using Azure.Data.Tables;
using GlusterDr.Functions.Store;
using GlusterDr.FunctionsHost;
using GlusterDr.Leases;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Sites;
using GlusterDr.TestKit;
using GlusterDr.Tests.Functions.AzureStorage;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <summary>Simulated sites that outlive the processes of an app. The whole state of the app is in Azurite.</summary>
internal sealed class SitesApart : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("gdr-apart-").FullName;
    private readonly CancellationTokenSource _end = new();
    private readonly SitesServer _server;
    private readonly TableDocumentStore _store;
    private readonly string _connectionString;
    private readonly string _hub = AzuriteFixture.NewName();
    private EngineListener? _engine;
    private Policy _policy = null!;

    private SitesApart(string connectionString, SimulatedWorld world)
    {
        World = world;
        _server = SitesServer.Listen(world, Socket);
        _ = _server.RunAsync(_end.Token);

        // The table of the app, created as the app does.
        TableClient table = new(connectionString, "GlusterDr");
        table.CreateIfNotExists();
        _store = new TableDocumentStore(table);
        _connectionString = connectionString;
    }

    public SimulatedWorld World { get; }

    private string Socket => Path.Combine(_directory, "sites.sock");

    /// <summary>Sites whose machines libvirt or an oVirt engine manages, and their policy.</summary>
    public static async Task<SitesApart> StartAsync(string connectionString, HypervisorKind kind, int machines)
    {
        bool isOvirt = kind == HypervisorKind.Ovirt;
        SitesApart sites = new(connectionString, SimulatedSetting.World(isOvirt ? 0 : machines));
        HypervisorSettings hypervisor = isOvirt
            ? await sites.ListenAsync(SimulatedSetting.Engine(sites.World, machines))
            : new HypervisorSettings { Hosts = ["h1", "h2"] };
        sites._policy = SimulatedSetting.Policy(hypervisor);
        await sites.ScheduleAsync(null);
        return sites;
    }

    /// <summary>The number of commands and requests that have reached the sites.</summary>
    public int Commands => World.CommandCounts.Values.Sum() + World.Engines.Sum(engine => engine.Exchanges.Count);

    /// <summary>The options of the app with these sites.</summary>
    public FunctionsHostOptions Options => PublishedApp.Options(_connectionString, _hub, Socket);

    /// <summary>Starts the app.</summary>
    public Task<HostProcess> StartHostAsync() => HostProcess.StartAsync(Options);

    /// <summary>Stores the policy with this schedule.</summary>
    public Task ScheduleAsync(string? schedule) =>
        new PolicyStore(_store).SaveAsync(_policy with { Schedule = schedule }, CancellationToken.None);

    /// <summary>Completes when this number of commands and requests have reached the sites. Fails if no more arrive for too long.</summary>
    public async Task UntilCommandsAsync(int count)
    {
        using CancellationTokenSource bound = new();
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(5));
        for (int seen = -1; Commands < count;)
        {
            Patience.Renew(bound, ref seen, Commands);
            await look.WaitForNextTickAsync(bound.Token);
        }
    }

    /// <summary>Asserts that the run succeeded, that each machine's data is at the secondary, and that nothing is left behind.</summary>
    public async Task ShouldBeGoodAsync(string run, int machines, bool killed = false)
    {
        RunReport report = await new RunStore(_store).GetReportAsync(run, CancellationToken.None);
        SimulatedSetting.ShouldBeGood(World, report, machines, killed);

        // A run has ended before it releases its volumes.
        LeaseStore leases = new(_store, TimeProvider.System);
        await Patience.UntilAsync(async () => (await leases.ListAsync(CancellationToken.None)).Count == 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _server.DisposeAsync();
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }

        _end.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task<HypervisorSettings> ListenAsync(SimulatedEngine engine)
    {
        _engine = await EngineListener.StartAsync(engine);
        EngineAccess access = _engine.WriteAccess(_directory);
        EngineSettings settings = new()
        {
            Url = access.Url.ToString(),
            User = access.User,
            Password = access.Password,
            CaFile = access.CaFile,
        };
        return new HypervisorSettings { Kind = HypervisorKind.Ovirt, Engine = settings };
    }
}
