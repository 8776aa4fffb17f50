using System.Net;
using System.Net.Sockets;
using GlusterDr.Functions.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GlusterDr.Tests.Functions.Durable;

/// <summary>An orchestration service in memory, its gRPC server, and the real worker and client at it.</summary>
internal sealed class DurableTaskBench(Action<DurableTaskRegistry> register) : IAsyncDisposable
{
    private DurableTaskTestHost? _host;

    public DurableTaskClient Client => Host.Client;

    private DurableTaskTestHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async Task StartAsync()
    {
        DurableTaskTestHostOptions options = new() { Port = FreePort(), ConfigureServices = services => services.AddDurableJson() };
        _host = await DurableTaskTestHost.StartAsync(register, options);
    }

    /// <summary>Stops the worker. What it was asked to do and has not answered is lost.</summary>
    public async Task StopWorkerAsync()
    {
        foreach (IHostedService service in Host.Services.GetServices<IHostedService>())
        {
            await service.StopAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    // The host would draw one at random, and two hosts at once the same.
    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
