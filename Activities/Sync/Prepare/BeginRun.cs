using GlusterDr.Activities.Sync.Snapshot;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Leases;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Prepare;

/// <summary>Takes the lease in the store for the volumes of the policy, and stores the run with its policy and destinations.</summary>
public sealed class BeginRun(
    RunStore runs, PolicyStore policies, LeaseStore leases, IOrchestrationClient client, TimeProvider time)
    : Activity<SyncRequest, BeginRun.Result>
{
    /// <summary>The plan of a run.</summary>
    /// <param name="Policy">The policy as it was when the run began.</param>
    /// <param name="DeadRun">The run that ended without its last step, and that this run cleans up; null: there is none.</param>
    public sealed record Result(Policy Policy, string? DeadRun);

    private readonly RunLeases _leases = new(leases, client);

    /// <inheritdoc/>
    public override async Task<Result> RunAsync(ActivityContext context, SyncRequest input)
    {
        CancellationToken cancellation = context.CancellationToken;
        Policy policy = await policies.GetAsync(input.Policy, cancellation);
        await _leases.TakeAsync(policy, input.RunId, cancellation);
        await runs.SavePolicyAsync(input.RunId, policy, cancellation);
        foreach (Destination destination in policy.Destinations)
        {
            RunDestination planned = new(destination.Name) { PrimaryVolume = policy.UnlessOwn(policy.PrimaryOf(destination)) };
            await runs.SaveDestinationAsync(input.RunId, planned, cancellation);
        }

        await runs.SaveAsync(
            new Run { Id = input.RunId, Policy = policy.Name, Trigger = input.Trigger, StartedAt = time.GetUtcNow() }, cancellation);
        return new Result(policy, await DeadRunAsync(input.Policy, input.RunId, cancellation));
    }

    /// <summary>The newest run whose workflow has ended although its record has not: it was terminated before its last step.</summary>
    private async Task<string?> DeadRunAsync(string policy, string runId, CancellationToken cancellation)
    {
        foreach (Run run in (await runs.ListAsync(policy, cancellation)).Reverse())
        {
            if (!run.IsOver && run.Id != runId && !await _leases.IsAliveAsync(run.Id))
            {
                return run.Id;
            }
        }

        return null;
    }
}
