using Microsoft.Extensions.Hosting;

namespace GlusterDr.Local.Engine;

/// <summary>Starts and stops the engine with its host, and the host with an engine that gave up.</summary>
internal sealed class EngineService(EmbeddedEngine engine, IHostApplicationLifetime lifetime) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await engine.StartAsync(cancellationToken);
        engine.Stopped.Register(lifetime.StopApplication);
    }

    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);
}
