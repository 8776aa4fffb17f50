using GlusterDr.Durable;
using GlusterDr.Local.Store;
using GlusterDr.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Engine;

/// <summary>Puts the engine and the store into a host.</summary>
public static class EngineHosting
{
    /// <summary>The database's name in the data directory.</summary>
    public const string DatabaseName = "glusterdr.db";

    /// <summary>Adds the engine, which starts and stops with the host, its clients, and the document store.</summary>
    /// <param name="services">The host's services. Activities and orchestrations get theirs from here, by constructor.</param>
    /// <param name="dataDirectory">Where everything is kept; taken for this host alone.</param>
    /// <param name="registry">Which class runs under which name.</param>
    /// <param name="options">Limits.</param>
    public static IServiceCollection AddEmbeddedEngine(
        this IServiceCollection services, string dataDirectory, DurableRegistry registry, EmbeddedEngineOptions? options = null)
    {
        services.AddSingleton(_ => DataDirectoryLock.Take(dataDirectory));
        services.AddSingleton(provider => SqliteDatabase.Open(
            Path.Combine(provider.GetRequiredService<DataDirectoryLock>().Directory, DatabaseName),
            logger: provider.GetRequiredService<ILogger<SqliteDatabase>>()));
        services.AddSingleton<IDocumentStore, SqliteDocumentStore>();
        services.AddSingleton(provider => new EmbeddedEngine(
            provider.GetRequiredService<SqliteDatabase>(),
            registry,
            type => ActivatorUtilities.GetServiceOrCreateInstance(provider, type),
            options,
            provider.GetService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IOrchestrationClient>(provider => provider.GetRequiredService<EmbeddedEngine>());
        services.AddSingleton<IOrchestrationWatcher>(provider => provider.GetRequiredService<EmbeddedEngine>());
        return services.AddHostedService<EngineService>();
    }
}
