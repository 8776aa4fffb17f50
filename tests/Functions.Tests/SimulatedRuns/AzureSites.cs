using GlusterDr.Durable;
using GlusterDr.Functions.Durable;
using GlusterDr.Hosting;
using GlusterDr.Local.Store;
using GlusterDr.Policies;
using GlusterDr.Remote;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Sites;
using GlusterDr.Store;
using GlusterDr.TestKit;
using GlusterDr.Tests.Functions.Durable;
using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <summary>Simulated sites in real time, and a control plane that runs the app's functions by the Durable Task worker.</summary>
internal sealed class AzureSites : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("glusterdr-azure-").FullName;
    private readonly ServiceProvider _services;

    private AzureSites(int machines, Action<IServiceCollection> more)
    {
        World = SimulatedSetting.World(machines, workerStart: null);
        Policy = SimulatedSetting.Policy(new HypervisorSettings { Hosts = ["h1", "h2"] });
        _services = Services(more);
        Functions = new AppFunctions(_services, () => Bench.Client);
    }

    public SimulatedWorld World { get; }

    public Policy Policy { get; }

    public DurableTaskBench Bench { get; } = new();

    public AppFunctions Functions { get; }

    public IOrchestrationClient Client => new DurableOrchestrationClient(Bench.Client);

    /// <summary>Sites whose machines libvirt manages.</summary>
    public static AzureSites WithLibvirt(int machines, Action<IServiceCollection> more) => new(machines, more);

    /// <summary>Starts the control plane, with the policy stored.</summary>
    public async Task StartAsync()
    {
        await Bench.StartAsync(Functions.Register);
        await Get<PolicyStore>().SaveAsync(Policy, CancellationToken.None);
    }

    /// <summary>Waits for the run's end.</summary>
    public async Task<RunReport> EndOfAsync(string id)
    {
        OrchestrationMetadata end = await Client.WaitForInstanceCompletionAsync(id).WaitAsync(Patience.Limit);
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed, end.FailureDetails?.ToString());
        return await Get<RunStore>().GetReportAsync(id, CancellationToken.None);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await Bench.DisposeAsync();
        await _services.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    // The client is that of the app: it has none until a binding provides one, so activities that need it must declare the binding.
    private ServiceProvider Services(Action<IServiceCollection> more)
    {
        IServiceCollection services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(_ => SqliteDatabase.Open(Path.Combine(_directory, "documents.db"), new SqliteDatabaseOptions()))
            .AddSingleton<IDocumentStore, SqliteDocumentStore>()
            .AddSingleton<AppOrchestrationClient>()
            .AddSingleton<IOrchestrationClient>(provider => provider.GetRequiredService<AppOrchestrationClient>())
            .AddRunStores()
            .AddSites()
            .AddSingleton<IRemoteRunner>(World)
            .AddActivities();
        more(services);
        return services.BuildServiceProvider();
    }
}
