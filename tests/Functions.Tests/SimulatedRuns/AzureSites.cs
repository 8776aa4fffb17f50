using GlusterDr.Activities;
using GlusterDr.Durable;
using GlusterDr.Functions.Durable;
using GlusterDr.Gluster;
using GlusterDr.Hypervisors;
using GlusterDr.Hypervisors.Ovirt;
using GlusterDr.Leases;
using GlusterDr.Local.Store;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Remote;
using GlusterDr.Runs;
using GlusterDr.Secrets;
using GlusterDr.Simulators;
using GlusterDr.Sites;
using GlusterDr.Store;
using GlusterDr.TestKit;
using GlusterDr.Tests.Functions.Durable;
using GlusterDr.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <summary>Simulated sites in real time, and a control plane that runs the app's functions by the Durable Task worker.</summary>
internal sealed class AzureSites : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("glusterdr-azure-").FullName;
    private readonly ServiceProvider _services;
    private readonly SimulatedEngine? _engine;
    private readonly CheckedAnswers? _answers;

    private AzureSites(int machines, int vms, TimeSpan? workerStart = null, Action<IServiceCollection>? more = null)
    {
        World = SimulatedSetting.World(machines, workerStart);
        HypervisorSettings hypervisor = new() { Hosts = ["h1", "h2"] };
        if (vms > 0)
        {
            _engine = SimulatedSetting.Engine(World, vms);
            _answers = new CheckedAnswers(new SimulatedEngines(_engine));
            hypervisor = Ovirt(_engine);
        }

        Policy = SimulatedSetting.Policy(hypervisor);
        _services = Services(more);
        Functions = new AppFunctions(_services, () => Bench.Client);
    }

    public SimulatedWorld World { get; }

    public Policy Policy { get; }

    public DurableTaskBench Bench { get; } = new();

    public AppFunctions Functions { get; }

    public IOrchestrationClient Client => new DurableOrchestrationClient(Bench.Client);

    /// <summary>Sites whose machines libvirt manages.</summary>
    public static AzureSites WithLibvirt(int machines, TimeSpan? workerStart = null, Action<IServiceCollection>? more = null) =>
        new(machines, vms: 0, workerStart, more);

    /// <summary>Sites whose machines an oVirt engine manages.</summary>
    public static AzureSites WithOvirt(int vms) => new(machines: 0, vms);

    /// <summary>Starts the control plane, with the policy stored.</summary>
    public async Task StartAsync()
    {
        await Bench.StartAsync(Functions.Register);
        await Get<PolicyStore>().SaveAsync(Policy, CancellationToken.None);
    }

    /// <summary>Starts the control plane, and a run; its id.</summary>
    public async Task<string> StartRunAsync()
    {
        await StartAsync();
        RunStarter starter = new(Client, Get<PolicyStore>(), Get<LeaseStore>(), TimeProvider.System);
        return await starter.StartAsync(Policy.Name, RunTrigger.Demand, CancellationToken.None);
    }

    /// <summary>Waits for the run's end.</summary>
    public async Task<RunReport> EndOfAsync(string id)
    {
        OrchestrationMetadata end = await Client.WaitForInstanceCompletionAsync(id).WaitAsync(Patience.Limit);
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed, end.FailureDetails?.ToString());
        return await Get<RunStore>().GetReportAsync(id, CancellationToken.None);
    }

    /// <summary>The run succeeded, each VM is proven at the secondary, and nothing is left.</summary>
    public async Task ShouldBeGoodAsync(RunReport report, int machines)
    {
        SimulatedSetting.ShouldBeGood(World, report, machines);
        (await Get<LeaseStore>().ListAsync(CancellationToken.None)).ShouldBeEmpty();
        (_answers?.Faults ?? []).ShouldBeEmpty();
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await Bench.DisposeAsync();
        await _services.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    // No client among them: in Functions a binding gives it, and the activities that need one must ask for that.
    private ServiceProvider Services(Action<IServiceCollection>? more)
    {
        IServiceCollection services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(_ => SqliteDatabase.Open(Path.Combine(_directory, "documents.db"), new SqliteDatabaseOptions()))
            .AddSingleton<IDocumentStore, SqliteDocumentStore>()
            .AddSingleton<PolicyStore>()
            .AddSingleton<RunStore>()
            .AddSingleton<RecoveryPointStore>()
            .AddSingleton<VerificationStore>()
            .AddSingleton<LeaseStore>()
            .AddSingleton<IRemoteRunner>(World)
            .AddSingleton<ISecretReader, SecretReader>()
            .AddSingleton<IEngineHandlerFactory>(_ => _answers is null ? new EngineHandlerFactory() : _answers)
            .AddSingleton<EngineConnections>()
            .AddSingleton<IHypervisorFactory, HypervisorFactory>()
            .AddSingleton<GlusterClient>()
            .AddSingleton<VolumeAgent>()
            .AddSingleton<GSyncLogReader>()
            .AddActivities();
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }

    private HypervisorSettings Ovirt(SimulatedEngine engine)
    {
        string passwordFile = Path.Combine(_directory, "password");
        File.WriteAllText(passwordFile, engine.Options.Password);
        EngineSettings settings = new()
        {
            Url = engine.Address.AbsoluteUri.Replace("/api", "", StringComparison.Ordinal),
            User = engine.Options.UserName,
            Password = $"file:{passwordFile}",
        };
        return new HypervisorSettings { Kind = HypervisorKind.Ovirt, Engine = settings };
    }
}
