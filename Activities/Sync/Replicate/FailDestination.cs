using GlusterDr.Durable;
using GlusterDr.Ids;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>Stores why a destination has no recovery point of this run.</summary>
public sealed class FailDestination(RunAccess access) : Activity<DestinationFailure, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, DestinationFailure input)
    {
        await access.UpdateAsync(
            new DestinationStep(input.RunId, input.Destination),
            d => d with { State = DestinationState.Failed, Error = input.Error },
            context.CancellationToken);
        return true;
    }
}
