using GlusterDr.Durable;

namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>Stops or pauses the session, as the policy says, without waiting for its status.</summary>
public sealed class StopOrPauseSession(RunAccess access, SessionStopper stopper) : Activity<DestinationStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, DestinationStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        await stopper.RequestStopOrPauseAsync(await access.DestinationAsync(input, cancellation), cancellation);
        return true;
    }
}
