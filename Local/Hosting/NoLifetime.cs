using Microsoft.Extensions.Hosting;

namespace GlusterDr.Local.Hosting;

/// <summary>Leaves signals alone: the command decides what ctrl-c means.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
