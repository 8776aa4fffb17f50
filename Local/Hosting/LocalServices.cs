using GlusterDr.Activities;
using GlusterDr.Api;
using GlusterDr.Durable;
using GlusterDr.Gluster;
using GlusterDr.Hypervisors;
using GlusterDr.Hypervisors.Ovirt;
using GlusterDr.Leases;
using GlusterDr.Local.Api;
using GlusterDr.Local.Engine;
using GlusterDr.Local.Scheduling;
using GlusterDr.Local.Store;
using GlusterDr.Orchestrations;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Remote;
using GlusterDr.Runs;
using GlusterDr.Scheduling;
using GlusterDr.Secrets;
using GlusterDr.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Hosting;

/// <summary>What the embedded host is made of.</summary>
internal static class LocalServices
{
    public static IServiceCollection AddLocalHost(this IServiceCollection services, string dataDirectory) => services
        .AddSingleton(TimeProvider.System)
        .AddStores(dataDirectory)
        .AddEngine()
        .AddRemote()
        .AddActivities()
        .AddSingleton<HostGate>()
        .AddSingleton<RunCatalog>()
        .AddSingleton<PolicyCatalog>()
        .AddSingleton<IHostHealth, LocalHealth>()
        .AddSingleton<ScheduleStore>()
        .AddSingleton<DueRuns>()
        .AddSingleton<Scheduler>()
        .AddSingleton<IPolicyListener>(provider => provider.GetRequiredService<Scheduler>());

    private static IServiceCollection AddStores(this IServiceCollection services, string dataDirectory) => services
        .AddSingleton(provider => SqliteDatabase.Open(
            Path.Combine(dataDirectory, "glusterdr.db"), logger: provider.GetRequiredService<ILogger<SqliteDatabase>>()))
        .AddSingleton<IDocumentStore, SqliteDocumentStore>()
        .AddSingleton<PolicyStore>()
        .AddSingleton<RunStore>()
        .AddSingleton<RecoveryPointStore>()
        .AddSingleton<LeaseStore>()
        .AddSingleton<RunStarter>();

    private static IServiceCollection AddEngine(this IServiceCollection services) => services
        .AddSingleton(new DurableRegistry().AddOrchestrations().AddActivities())
        .AddSingleton(provider => new EmbeddedEngine(
            provider.GetRequiredService<SqliteDatabase>(),
            provider.GetRequiredService<DurableRegistry>(),
            type => ActivatorUtilities.CreateInstance(provider, type),
            provider.GetService<EmbeddedEngineOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()))
        .AddSingleton<IOrchestrationClient>(provider => provider.GetRequiredService<EmbeddedEngine>())
        .AddSingleton<IOrchestrationWatcher>(provider => provider.GetRequiredService<EmbeddedEngine>());

    private static IServiceCollection AddRemote(this IServiceCollection services) => services
        .AddSingleton<IRemoteRunner, OpenSshRunner>()
        .AddSingleton<ISecretReader, SecretReader>()
        .AddSingleton<IEngineHandlerFactory, EngineHandlerFactory>()
        .AddSingleton<EngineConnections>()
        .AddSingleton<IHypervisorFactory, HypervisorFactory>()
        .AddSingleton<GlusterClient>()
        .AddSingleton<VolumeAgent>()
        .AddSingleton<GSyncLogReader>();
}
