using GlusterDr.Durable;
using GlusterDr.Ids;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Stores why a destination is left out of this run.</summary>
public sealed class LeaveOutDestination(RunAccess access) : Activity<DestinationFailure, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, DestinationFailure input)
    {
        await access.UpdateAsync(
            new DestinationStep(input.RunId, input.Destination),
            d => d with { State = DestinationState.LeftOut, Warnings = [input.Error] },
            context.CancellationToken);
        return true;
    }
}
