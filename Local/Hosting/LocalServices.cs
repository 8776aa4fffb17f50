using GlusterDr.Api;
using GlusterDr.Api.GlusterEvents;
using GlusterDr.Api.Health;
using GlusterDr.Api.Operations;
using GlusterDr.Api.Policies;
using GlusterDr.Api.Runs;
using GlusterDr.Durable;
using GlusterDr.Hosting;
using GlusterDr.Local.Api;
using GlusterDr.Local.Engine;
using GlusterDr.Local.Scheduling;
using GlusterDr.Local.Store;
using GlusterDr.Remote;
using GlusterDr.Remote.OpenSsh;
using GlusterDr.Scheduling;
using GlusterDr.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Hosting;

/// <summary>The services of the embedded host.</summary>
internal static class LocalServices
{
    public static IServiceCollection AddLocalHost(this IServiceCollection services, string dataDirectory) => services
        .AddSingleton(TimeProvider.System)
        .AddStores(dataDirectory)
        .AddEngine()
        .AddSingleton<IRemoteRunner, OpenSshRunner>()
        .AddSites()
        .AddActivities()
        .AddSingleton<HostGate>()
        .AddSingleton<RunCatalog>()
        .AddSingleton<OperationCatalog>()
        .AddSingleton<PolicyCatalog>()
        .AddSingleton<IHostHealth, LocalHealth>()
        .AddGlusterEvents()
        .AddProblems()
        .AddSingleton<Scheduler>()
        .AddSingleton<IPolicyListener>(provider => provider.GetRequiredService<Scheduler>());

    private static IServiceCollection AddStores(this IServiceCollection services, string dataDirectory) => services
        .AddSingleton(provider => SqliteDatabase.Open(
            Path.Combine(dataDirectory, "glusterdr.db"),
            new SqliteDatabaseOptions { ReadsWithoutRoom = provider.GetRequiredService<LocalHostOptions>().Work == HostWork.Answer },
            provider.GetRequiredService<ILogger<SqliteDatabase>>()))
        .AddSingleton<IDocumentStore, SqliteDocumentStore>()
        .AddRunStores();

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
}
