using GlusterDr.Durable;

namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>Verifies by the status that the session is stopped or paused on each node.</summary>
public sealed class VerifyStoppedOrPaused(RunAccess access, SessionStopper stopper) : Activity<DestinationStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, DestinationStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        await stopper.VerifyAsync(await access.DestinationAsync(input, cancellation), cancellation);
        return true;
    }
}
