using GlusterDr.Durable;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Logs;
using GlusterDr.Gluster.VerifiedFiles;
using GlusterDr.Hosting;
using GlusterDr.Hypervisors;
using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Leases;
using GlusterDr.Local.Engine;
using GlusterDr.Local.Store;
using GlusterDr.Operations;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Remote;
using GlusterDr.Remote.Secrets;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Tests.Orchestrations.Harness;

/// <summary>One process of a control plane, from its start until it is stopped or killed.</summary>
internal sealed class ControlPlane : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly KillableRunner _runner;
    private readonly KillableEngines _engines;

    public ControlPlane(string databaseFile, IRemoteRunner world, Simulation simulation, IHistoryObserver? observer = null, IEngineHandlerFactory? engines = null, ILoggerProvider? logs = null)
    {
        // A test kills the process, not the machine.
        SqliteDatabaseOptions database = new()
        {
            MaxOperationsPerCommit = observer is null ? 2000 : 1,
            SurvivesPowerCuts = false,
            Scheduler = simulation.Scheduler,
        };
        _runner = new KillableRunner(world);
        _engines = new KillableEngines(engines ?? new EngineHandlerFactory());
        _services = new ServiceCollection()
            .AddLogging(logging => Configure(logging, logs))
            .AddSingleton<TimeProvider>(simulation.Clock)
            .AddSingleton(_ => SqliteDatabase.Open(databaseFile, database))
            .AddSingleton<IDocumentStore, SqliteDocumentStore>()
            .AddSingleton<PolicyStore>()
            .AddSingleton<RunStore>()
            .AddSingleton<RecoveryPointStore>()
            .AddSingleton<VerifiedFileStore>()
            .AddSingleton<LeaseStore>()
            .AddSingleton<RunStarter>()
            .AddSingleton<OperationStarter>()
            .AddSingleton<IRemoteRunner>(_runner)
            .AddSingleton<ISecretReader>(new CountedSecretReader(simulation))
            .AddSingleton<IEngineHandlerFactory>(new EnginesInSimulation(simulation, _engines))
            .AddSingleton<EngineConnections>()
            .AddSingleton<IHypervisorFactory, HypervisorFactory>()
            .AddSingleton<GlusterClient>()
            .AddSingleton<VolumeAgent>()
            .AddSingleton<GSyncLogReader>()
            .AddSessions()
            .AddActivities()
            .AddSingleton(provider => new EmbeddedEngine(
                provider.GetRequiredService<SqliteDatabase>(),
                new DurableRegistry().AddActivities().AddOrchestrations(),
                type => ActivatorUtilities.CreateInstance(provider, type),
                new EmbeddedEngineOptions { MaxConcurrentActivities = 256, Scheduler = simulation.Scheduler },
                simulation.Clock,
                observer: observer))
            .AddSingleton<IOrchestrationClient>(provider => provider.GetRequiredService<EmbeddedEngine>())
            .BuildServiceProvider();
    }

    /// <summary>Makes commands not reach their host. Null: all reach it.</summary>
    public void Cut(Func<RemoteCommand, bool>? commands) => _runner.Cut = commands;

    public EmbeddedEngine Engine => Get<EmbeddedEngine>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Kills the process as SIGKILL does: no command is sent, nothing is written, nothing is cleaned up.</summary>
    public void Kill()
    {
        _runner.Kill();
        _engines.Kill();
        Engine.Abandon();
    }

    private static void Configure(ILoggingBuilder logging, ILoggerProvider? logs)
    {
        if (logs is not null)
        {
            logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _runner.Kill();
        _engines.Kill();
        Engine.Abandon();
        await _services.DisposeAsync();
    }
}
