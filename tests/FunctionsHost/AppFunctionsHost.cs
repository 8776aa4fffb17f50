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
using FunctionResult = GlusterDr.FunctionsHost.Functions.FunctionResult;

namespace GlusterDr.FunctionsHost;

/// <summary>
/// Stands in for the Azure Functions host: starts the app's real worker process, and calls it by WebJobs with the real extensions for
/// Durable Task, queues and timers.
/// </summary>
/// <remarks>
/// It lacks these features of the real host: keys in storage, admin endpoints, scaling, placeholder mode, time limits of
/// functions, deferred bindings, Application Insights. Comments name the source that each part follows.
/// </remarks>
public sealed class AppFunctionsHost : IAsyncDisposable
{
    // A function of this host: it returns the content of the durable client's binding.
    private static readonly FunctionDefinition s_client = FunctionDefinition.Read(
        "_DurableClient", ["""{"name": "bound", "type": "manualTrigger"}""", """{"name": "client", "type": "durableClient", "direction": "In"}"""]);

    private readonly FunctionsHostOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly ServiceProvider _own;
    private readonly WorkerPool _worker;
    private FunctionTypes? _types;
    private IHost? _jobs;
    private WebApplication? _http;
    private bool _isStarted;

    private AppFunctionsHost(FunctionsHostOptions options, Func<Uri, string, IWorker>? worker, ILoggerFactory loggers)
    {
        _options = options;
        _loggers = loggers;
        _own = new ServiceCollection().AddSingleton(loggers).AddLogging().AddHttpForwarder().AddSingleton<HttpForwarding>().BuildServiceProvider();
        ILogger log = loggers.CreateLogger("Worker");
        worker ??= (address, id) => WorkerProcess.Start(options, address, id, log);
        _worker = new WorkerPool(options.AppDirectory, worker, _own.GetRequiredService<HttpForwarding>(), loggers);
    }

    /// <summary>The address for HTTP requests.</summary>
    public Uri Address => new(_http!.Urls.Single());

    /// <summary>How often its functions were called.</summary>
    public CallCounts Calls { get; } = new();

    /// <summary>The id of the present worker process.</summary>
    public int WorkerProcessId => _worker.ProcessId;

    /// <summary>Starts host and worker.</summary>
    /// <param name="options">The app.</param>
    /// <param name="loggers">The loggers of host and worker.</param>
    /// <param name="worker">Starts a worker, with the host's address and the worker's id. The default value starts the app's worker process.</param>
    public static async Task<AppFunctionsHost> StartAsync(
        FunctionsHostOptions options, ILoggerFactory loggers, Func<Uri, string, IWorker>? worker = null)
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

    /// <summary>The content of a durable client's binding: JSON that includes rpcBaseUrl and taskHubName.</summary>
    public async Task<string> BindDurableClientAsync()
    {
        TaskCompletionSource<string> bound = new();
        Dictionary<string, object> arguments = new() { [s_client.Trigger.Name] = bound };
        await _jobs!.Services.GetRequiredService<IJobHost>().CallAsync(s_client.Name, arguments);
        return await bound.Task;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_http?.DisposeAsync() ?? ValueTask.CompletedTask);
        await StopJobsAsync();

        await _worker.DisposeAsync();
        _types?.Dispose();
        await _own.DisposeAsync();
    }

    private Task<FunctionResult> InvokeAsync(FunctionCall call, CancellationToken cancellation)
    {
        if (call.Inputs[call.Function.Trigger.Name] is not TaskCompletionSource<string> bound)
        {
            Calls.Add(call.Function);
            return _worker.InvokeAsync(call, cancellation);
        }

        bound.SetResult((string)call.Inputs["client"]!);
        return Task.FromResult(new FunctionResult(null, new Dictionary<string, object?>()));
    }

    private async Task StopJobsAsync()
    {
        // WebJobs throws if a host is stopped that was not started.
        if (_isStarted)
        {
            await _jobs!.StopAsync();
        }

        _jobs?.Dispose();
    }

    private async Task StartAsync()
    {
        IReadOnlyList<FunctionDefinition> functions = await _worker.StartAsync();
        IConfiguration settings = new ConfigurationBuilder().AddHostJson(_options).Build();
        _types = new FunctionTypes(
            functions.Where(function => !bool.TryParse(settings[$"AzureWebJobs:{function.Name}:Disabled"], out bool isOff) || !isOff)
                .Append(s_client),
            new TriggerAttributes(_options.Schedules),
            new FunctionInvoker(InvokeAsync).InvokeAsync);
        _jobs = Jobs(_types);
        await _jobs.StartAsync();
        _isStarted = true;
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
        // After the configuration of WebJobs itself, which is the environment of this process.
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
