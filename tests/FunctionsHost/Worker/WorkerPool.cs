using System.Net;
using GlusterDr.FunctionsHost.Functions;
using GlusterDr.FunctionsHost.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlusterDr.FunctionsHost.Worker;

/// <summary>
/// Runs functions in the app's worker, which is replaced when it ends: its running calls then fail, as in the
/// Functions host, and new calls wait for the next worker.
/// </summary>
internal sealed class WorkerPool(
    string appDirectory, Func<Uri, string, IWorker> start, HttpForwarding forwarding, ILoggerFactory loggers) : IAsyncDisposable
{
    // The number of consecutive workers that may end before they are ready. Then the host gives up.
    private const int MaxFailedStarts = 3;

    private readonly WorkerService _service = new();
    private readonly Lock _gate = new();
    private WebApplication? _server;
    private Task<ConnectedWorker>? _current;
    private IWorker? _process;
    private int _failedStarts;
    private bool _isEnding;

    /// <summary>The process's id.</summary>
    public int ProcessId => _process?.ProcessId ?? throw new InvalidOperationException("No worker was started.");

    /// <summary>Starts a worker. Returns the app's functions.</summary>
    public async Task<IReadOnlyList<FunctionDefinition>> StartAsync()
    {
        _server = Server();
        await _server.StartAsync();
        Replace();
        return (await _current!).Functions;
    }

    /// <summary>Runs a function.</summary>
    public async Task<FunctionResult> InvokeAsync(FunctionCall call, CancellationToken cancellation)
    {
        ConnectedWorker worker = await _current!;
        Task forwarded = call.Http is { } http && worker.HttpUri is { } uri
            ? forwarding.SendAsync(http, uri, call.InvocationId)
            : Task.CompletedTask;
        FunctionResult result = await worker.CallAsync(call, cancellation);
        await forwarded;
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        IWorker? process;
        lock (_gate)
        {
            _isEnding = true;
            process = _process;
        }

        await (process?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private void Replace()
    {
        lock (_gate)
        {
            if (_isEnding)
            {
                return;
            }

            WorkerChannel channel = new($"{Guid.NewGuid()}", loggers);
            _service.Expect(channel);
            IWorker process = start(Address(), channel.WorkerId);
            _process = process;
            _current = GreetAsync(channel);
            _ = WatchAsync(process, channel);
        }
    }

    private async Task<ConnectedWorker> GreetAsync(WorkerChannel channel)
    {
        ConnectedWorker worker = await ConnectedWorker.GreetAsync(channel, appDirectory);
        _failedStarts = 0;
        return worker;
    }

    private async Task WatchAsync(IWorker process, WorkerChannel channel)
    {
        int code = await process.ExitAsync();
        _failedStarts++;

        // Start the next worker first: an immediate retry must not find the one that has ended.
        if (_failedStarts < MaxFailedStarts)
        {
            Replace();
        }

        channel.Fail(new WorkerProcessExitException($"The worker process {process.ProcessId} exited with code {code}."));
    }

    private Uri Address() =>
        new(_server!.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    private WebApplication Server()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddRouting();

        // The streams of workers never end by themselves.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(_service);
        WebApplication server = builder.Build();
        server.MapGrpcService<WorkerService>();
        return server;
    }
}
