using GlusterDr.Durable;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;

namespace GlusterDr.Activities;

/// <summary>Keeps why a destination has no recovery point from this run; one that it had is withdrawn.</summary>
public sealed class FailDestination(RunStore runs, RunAccess access, RecoveryPointStore points) : Activity<DestinationFailure, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, DestinationFailure input)
    {
        CancellationToken cancellation = context.CancellationToken;
        if (await runs.FindDestinationAsync(input.RunId, input.Destination, cancellation) is { RecoveryPoint: { } point })
        {
            Policy policy = await access.PolicyAsync(input.RunId, cancellation);
            await points.RemoveAsync(policy.Name, point, cancellation);
        }

        await access.UpdateAsync(
            new DestinationStep(input.RunId, input.Destination),
            d => d with { State = DestinationState.Failed, Error = input.Error, RecoveryPoint = null },
            cancellation);
        return true;
    }
}
