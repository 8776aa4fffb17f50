using GlusterDr.FunctionsHost.Functions;
using GlusterDr.FunctionsHost.Http;
using GlusterDr.FunctionsHost.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Microsoft.Azure.WebJobs.Host.Config;
using Microsoft.Azure.WebJobs.Host.Executors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace GlusterDr.FunctionsHost;

/// <summary>
/// Stands in for the Azure Functions host: starts the app's real worker process, and calls it by WebJobs with the real extensions for
/// Durable Task, queues and timers.
/// </summary>
/// <remarks>
/// What the real host has and this one has not: keys kept in storage, admin endpoints, scaling, placeholder mode, time limits of
/// functions, deferred bindings, Application Insights. Which source each part follows stands beside it.
/// </remarks>
public sealed class AppFunctionsHost : IAsyncDisposable
{
    private readonly FunctionsHostOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly ServiceProvider _own;
    private readonly IFunctionWorker _worker;
    private FunctionTypes? _types;
    private IHost? _jobs;
    private WebApplication? _http;

    private AppFunctionsHost(FunctionsHostOptions options, IFunctionWorker? worker, ILoggerFactory loggers)
    {
        _options = options;
        _loggers = loggers;
        _own = new ServiceCollection().AddSingleton(loggers).AddLogging().AddHttpForwarder().AddSingleton<HttpForwarding>().BuildServiceProvider();
        _worker = worker ?? new IsolatedWorker(options, _own.GetRequiredService<HttpForwarding>(), loggers);
    }

    /// <summary>Where requests go.</summary>
    public Uri Address => new(_http!.Urls.Single());

    /// <summary>The worker process now.</summary>
    public int WorkerProcessId => ((IsolatedWorker)_worker).ProcessId;

    /// <summary>The job host's services.</summary>
    public IServiceProvider Services => _jobs!.Services;

    /// <summary>Starts it all.</summary>
    /// <param name="options">The app.</param>
    /// <param name="loggers">Take what host and worker log.</param>
    /// <param name="worker">Runs the functions in place of the app's worker process.</param>
    public static async Task<AppFunctionsHost> StartAsync(FunctionsHostOptions options, ILoggerFactory loggers, IFunctionWorker? worker = null)
    {
        AppFunctionsHost host = new(options, worker, loggers);
        try
        {
            await host.StartAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Calls a function with an HTTP trigger or another one that waits for no trigger of its own.</summary>
    public async ValueTask DisposeAsync()
    {
        await (_http?.DisposeAsync() ?? ValueTask.CompletedTask);
        await StopJobsAsync();

        await _worker.DisposeAsync();
        _types?.Dispose();
        await _own.DisposeAsync();
    }

    private async Task StopJobsAsync()
    {
        if (_jobs is null)
        {
            return;
        }

        try
        {
            await _jobs.StopAsync();
        }
        catch (InvalidOperationException e)
        {
            // WebJobs calls it an error to stop what did not start; why it did not is thrown already.
            _loggers.CreateLogger<AppFunctionsHost>().LogDebug(e, "The job host did not stop");
        }

        _jobs.Dispose();
    }

    private async Task StartAsync()
    {
        IReadOnlyList<FunctionDefinition> functions = await _worker.StartAsync();
        IConfiguration settings = new ConfigurationBuilder().AddHostJson(_options).Build();
        FunctionInvoker invoker = new(_worker);
        _types = new FunctionTypes(
            functions.Where(function => !bool.TryParse(settings[$"AzureWebJobs:{function.Name}:Disabled"], out bool isOff) || !isOff),
            new TriggerAttributes(_options.Schedules),
            invoker.InvokeAsync);
        _jobs = Jobs(_types);
        await _jobs.StartAsync();
        _http = HttpFrontEnd.Create(
            functions, _options, settings[$"{HostJson.Section}:extensions:http:routePrefix"] ?? "api", _jobs.Services.GetRequiredService<IJobHost>(), _loggers);
        await _http.StartAsync();
    }

    private IHost Jobs(FunctionTypes types) => new HostBuilder()
        .UseEnvironment("Production")
        .ConfigureWebJobs(jobs => jobs
            .AddAzureStorageCoreServices()
            .AddTimers()
            .AddAzureStorageQueues()
            .AddDurableTask())
        // After WebJobs' own, which is the environment of this process.
        .ConfigureAppConfiguration(configuration => configuration.AddHostJson(_options))
        .ConfigureServices(services => services
            .AddSingleton(_loggers)
#pragma warning disable CS0612, CS0618 // Marked as for hosts alone: this is one.
            .AddSingleton<IPlatformInformation, QuietPlatform>()
            .AddSingleton<IWebHookProvider, Webhooks>()
#pragma warning restore CS0612, CS0618
            .AddSingleton<ITypeLocator>(types)
            .AddSingleton<IHostIdProvider>(new FixedHostId(_options.HostId)))
        .Build();
}
