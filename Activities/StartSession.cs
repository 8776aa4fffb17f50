using GlusterDr.Durable;
using GlusterDr.Gluster;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Activities;

/// <summary>Starts the session, or resumes it where the policy keeps it paused.</summary>
public sealed class StartSession(RunAccess access, GlusterClient gluster, SessionHolder holder) : Activity<DestinationStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, DestinationStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        DestinationAccess destination = await access.DestinationAsync(input, cancellation);
        GeoRepStatus status = await gluster.GetSessionStatusAsync(destination.PrimaryPool, destination.Session, cancellation);
        if (!SessionState.IsPaused(status))
        {
            await gluster.StartSessionAsync(destination.PrimaryPool, destination.Session, force: false, cancellation);
        }
        else if (destination.Destination.BetweenRuns == BetweenRuns.Paused)
        {
            await gluster.ResumeSessionAsync(destination.PrimaryPool, destination.Session, cancellation);
        }
        else
        {
            await holder.StopAsync(destination, cancellation);
            await gluster.StartSessionAsync(destination.PrimaryPool, destination.Session, force: false, cancellation);
        }

        await access.UpdateAsync(input, d => d with { State = DestinationState.Replicating }, cancellation);
        return true;
    }
}
