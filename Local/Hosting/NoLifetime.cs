using Microsoft.Extensions.Hosting;

namespace GlusterDr.Local.Hosting;

/// <summary>Does not handle signals, because the command decides what ctrl-c does.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
