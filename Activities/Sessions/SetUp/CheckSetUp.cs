using GlusterDr.Activities.Sessions.SetUp.Checks;
using GlusterDr.Durable;
using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>
/// Checks whether a session can be created. If no check fails, takes the lease of the primary volume at its site: not before, because a
/// volume that cannot hold a lease is one of the findings.
/// </summary>
public sealed class CheckSetUp(SetUpChecks checks, SetUpLease lease) : Activity<SetUpRequest, SetUpFitness>
{
    /// <inheritdoc/>
    public override async Task<SetUpFitness> RunAsync(ActivityContext context, SetUpRequest input)
    {
        SetUpFitness fitness = await checks.CheckVolumesAsync(input, context.CancellationToken);
        if (fitness is { Errors.Count: 0, Plan: { } plan })
        {
            await lease.TakeAsync(plan.PrimaryPool, input.Session, context.InstanceId, context.CancellationToken);
        }

        return fitness;
    }
}
