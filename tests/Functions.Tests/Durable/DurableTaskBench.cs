using GlusterDr.Functions.Durable;
using GlusterDr.TestKit;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Tests.Functions.Durable;

/// <summary>An orchestration service in memory, with its gRPC server, and the real worker and client.</summary>
internal sealed class DurableTaskBench : IAsyncDisposable
{
    private readonly int _port = FreePort.Next();
    private DurableTaskTestHost? _host;
    private IHost? _worker;

    public DurableTaskClient Client => Host.Client;

    private DurableTaskTestHost Host => _host ?? throw new InvalidOperationException("Not started.");

    /// <summary>Starts service, worker and client.</summary>
    /// <param name="register">Registers the worker's tasks.</param>
    public async Task StartAsync(Action<DurableTaskRegistry> register)
    {
        DurableTaskTestHostOptions options = new() { Port = _port, ConfigureServices = services => services.AddDurableJson() };
        _host = await DurableTaskTestHost.StartAsync(register, options);
    }

    /// <summary>Stops the worker only. No work may be running: the service does not give the work of a stopped worker to another one.</summary>
    public async Task StopWorkerAsync()
    {
        foreach (IHostedService service in (_worker?.Services ?? Host.Services).GetServices<IHostedService>())
        {
            await service.StopAsync(CancellationToken.None);
        }

        _worker?.Dispose();
        _worker = null;
    }

    /// <summary>Starts another worker after one was stopped.</summary>
    public async Task StartWorkerAsync(Action<DurableTaskRegistry> register)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddDurableJson();
        builder.Services.AddDurableTaskWorker(worker => worker.AddTasks(register).UseGrpc($"http://localhost:{_port}"));
        _worker = builder.Build();
        await _worker.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
        {
            await _worker.StopAsync();
            _worker.Dispose();
        }

        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    // The host would choose a random port, and two hosts could choose the same.
}
