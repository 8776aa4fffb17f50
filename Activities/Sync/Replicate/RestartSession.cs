using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;

namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>Stops and starts a session that receives no changes: the history crawl then replicates all changelogs that have rolled over.</summary>
public sealed class RestartSession(RunAccess access, GlusterClient gluster, SessionStopper stopper) : Activity<DestinationStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, DestinationStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        DestinationAccess destination = await access.DestinationAsync(input, cancellation);
        await stopper.StopAsync(destination, cancellation);
        await gluster.RequestStartAsync(destination.PrimaryPool, destination.Session, cancellation);
        await access.UpdateAsync(input, d => d with { Restarts = d.Restarts + 1 }, cancellation);
        return true;
    }
}
