using GlusterDr.Durable;
using GlusterDr.Errors;

namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>Asks a secondary whether it can take anything at all, when its session stands still.</summary>
public sealed class CheckSecondaryHealth(RunAccess access, SecondaryHealth health) : Activity<DestinationStep, Error?>
{
    /// <inheritdoc/>
    public override async Task<Error?> RunAsync(ActivityContext context, DestinationStep input) =>
        await health.FindErrorAsync(await access.DestinationAsync(input, context.CancellationToken), context.CancellationToken);
}
