using GlusterDr.Functions.Durable;
using GlusterDr.Functions.Hosting;
using GlusterDr.Remote;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GlusterDr.AzureHost;

/// <summary>The app's own services and functions on Durable Task and Azure Storage; the way to the hosts is given.</summary>
public sealed class AppHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private StorageHub? _hub;

    private AppHost(StorageHubOptions options, IRemoteRunner runner, Action<string, bool>? observer)
    {
        IConfiguration settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new("AzureWebJobsStorage", options.ConnectionString)])
            .Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddApp(settings)
            .Replace(ServiceDescriptor.Singleton(runner))
            .BuildServiceProvider();
        Functions = new AppFunctions(_services, () => Client) { Observer = observer };
    }

    /// <summary>The functions that are called.</summary>
    public AppFunctions Functions { get; }

    /// <summary>Durable Task's client.</summary>
    public DurableTaskClient Client => _hub!.Client;

    /// <summary>Starts it.</summary>
    /// <param name="options">How the storage is used.</param>
    /// <param name="runner">The way to the hosts.</param>
    /// <param name="observer">Hears of each activity before and after it is run: its name, and whether it is over.</param>
    public static async Task<AppHost> StartAsync(StorageHubOptions options, IRemoteRunner runner, Action<string, bool>? observer = null)
    {
        AppHost app = new(options, runner, observer);
        app._hub = await StorageHub.StartAsync(options, app.Functions.Register);

        // As a trigger does that is called.
        app.Get<AppOrchestrationClient>().Use(app.Client);
        return app;
    }

    /// <summary>One of the app's services.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }

        await _services.DisposeAsync();
    }
}
