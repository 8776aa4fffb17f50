using System.Net;
using GlusterDr.Api;
using GlusterDr.Api.GlusterEvents;
using GlusterDr.Api.Operations;
using GlusterDr.Api.Runs;
using GlusterDr.Local.Api;
using GlusterDr.Local.Engine;
using GlusterDr.Local.Scheduling;
using GlusterDr.Local.Store;
using GlusterDr.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Hosting;

/// <summary>The embedded host: store, engine, scheduler and HTTP API in this process, over one data directory.</summary>
public sealed class LocalHost : IAsyncDisposable
{
    private static readonly TimeSpan s_shutdownTimeout = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly LocalHostOptions _options;
    private readonly DataDirectoryLock _lock;
    private EndpointPublisher? _publisher;

    private LocalHost(WebApplication app, LocalHostOptions options, DataDirectoryLock directoryLock)
    {
        _app = app;
        _options = options;
        _lock = directoryLock;
        Endpoint = new(new Uri("http://127.0.0.1"), app.Services.GetRequiredService<ApiToken>().Value, Environment.ProcessId);
    }

    /// <summary>The address of its API.</summary>
    public HostEndpoint Endpoint { get; private set; }

    /// <summary>Its work.</summary>
    public HostWork Work => _options.Work;

    /// <summary>The interrupted runs that this host resumes.</summary>
    public IReadOnlyList<ResumedRun> Resumed { get; private set; } = [];

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Set when the engine has stopped by itself.</summary>
    public CancellationToken Stopped => Services.GetRequiredService<EmbeddedEngine>().Stopped;

    /// <summary>Locks the data directory and starts.</summary>
    /// <exception cref="DataDirectoryInUseException">Another process has it.</exception>
    public static async Task<LocalHost> StartAsync(LocalHostOptions options, CancellationToken cancellation)
    {
        DataDirectoryLock directoryLock = TakeDirectory(options.DataDirectory);
        WebApplication? app = null;
        try
        {
            EndpointFile.Delete(options.DataDirectory);
            app = Build(options);
            LocalHost host = new(app, options, directoryLock);
            await host.StartAsync(cancellation);
            return host;
        }
        catch
        {
            await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
            directoryLock.Dispose();
            throw;
        }
    }

    /// <summary>Stops the host if no run or operation is running, so that none can start any more. False: some are running, and the host continues.</summary>
    public async Task<bool> TryCloseAsync(CancellationToken cancellation)
    {
        HostGate gate = Services.GetRequiredService<HostGate>();
        gate.Close();
        if ((await Services.GetRequiredService<RunCatalog>().ListLiveAsync(cancellation)).Count == 0
            && (await Services.GetRequiredService<OperationCatalog>().ListLiveAsync(cancellation)).Count == 0)
        {
            _publisher?.Dispose();
            return true;
        }

        gate.Open();
        return false;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Services.GetRequiredService<HostGate>().Close();
        _publisher?.Dispose();
        await Services.GetRequiredService<Scheduler>().DisposeAsync();

        // Stopped before the API: progress streams end with the engine, and a server waits for its open requests.
        await Services.GetRequiredService<EmbeddedEngine>().StopAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _lock.Dispose();
    }

    private static DataDirectoryLock TakeDirectory(string directory)
    {
        if (!Directory.Exists(directory) && !OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return DataDirectoryLock.Take(directory);
    }

    private static WebApplication Build(LocalHostOptions options)
    {
        // An empty builder, so that no settings file or environment variable of ASP.NET Core changes how this host listens or logs.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = options.DataDirectory });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listen(kestrel, options));
        (options.Logging ?? (logging => logging.AddHostFile(options.DataDirectory)))(builder.Logging);
        builder.Services.AddRoutingCore();
        builder.Services.AddOpenApi(ApiDescription.ForHostToken);
        builder.Services.ConfigureHttpJsonOptions(json => DrJson.Apply(json.SerializerOptions));
        builder.Services
            .AddSingleton(options)
            .AddSingleton(new ApiToken(EndpointFile.NewToken()))
            .AddSingleton(options.Events is { } events ? new WebhookToken(events.Token) : WebhookToken.None)
            .AddSingleton<IHostLifetime, NoLifetime>()
            .Configure<HostOptions>(host => host.ShutdownTimeout = s_shutdownTimeout)
            .AddLocalHost(options.DataDirectory);
        options.Replace?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.UseProblems();
        app.UseMiddleware<EventsGate>();
        app.UseMiddleware<TokenGuard>();
        app.UseRouting();
        app.MapDrApi();
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, LocalHostOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = DrApi.MaxBodyBytes;
        kestrel.Listen(IPAddress.Loopback, options.Port);
        if (options.Events is { } events)
        {
            EventsEndpoint.Listen(kestrel, events);
        }
    }

    private async Task StartAsync(CancellationToken cancellation)
    {
        if (_options.Work == HostWork.Answer)
        {
            Services.GetRequiredService<HostGate>().Close();
        }
        else
        {
            EmbeddedEngine engine = Services.GetRequiredService<EmbeddedEngine>();
            IReadOnlyList<Run> live = await Services.GetRequiredService<RunCatalog>().ListLiveAsync(cancellation);
            Resumed = [.. live.Select(run => new ResumedRun(run, engine.HasEvent(run.Id, RunStarter.CancelEvent)))];
            await engine.StartAsync(cancellation);
        }

        await _app.StartAsync(cancellation);
        Endpoint = Endpoint with { Url = new Uri(_app.Urls.First()) };
        if (_options.Work == HostWork.Serve)
        {
            await Services.GetRequiredService<Scheduler>().StartAsync(cancellation);
        }

        _publisher = new EndpointPublisher(
            _options.DataDirectory, Endpoint, Services.GetRequiredService<TimeProvider>(), Services.GetRequiredService<ILogger<LocalHost>>());
        _publisher.Publish();
    }
}
