using GlusterDr.Durable;

namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>Looks whether a session that was told to stop or pause has done so, on every node.</summary>
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
