using GlusterDr.Durable;
using GlusterDr.Errors;

namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>Checks whether a secondary can take data at all, when its session makes no progress. Null: no fault was found.</summary>
public sealed class CheckSecondaryHealth(RunAccess access, SecondaryHealth health) : Activity<DestinationStep, Error?>
{
    /// <inheritdoc/>
    public override async Task<Error?> RunAsync(ActivityContext context, DestinationStep input) =>
        await health.FindErrorAsync(await access.DestinationAsync(input, context.CancellationToken), context.CancellationToken);
}
