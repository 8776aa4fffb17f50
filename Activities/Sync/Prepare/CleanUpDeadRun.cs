using GlusterDr.Activities.Sync.Finish;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Prepare;

/// <summary>
/// Ends the affairs of a run that died without coming to its own end: its sessions are held, its record is closed. False: a part of it
/// may still take a snapshot.
/// </summary>
/// <remarks>Its overlays are found by what the VMs' chains say, not by its record: see <see cref="FindLeftovers"/>.</remarks>
public sealed class CleanUpDeadRun(
    RunStore runs, RunAccess access, SessionStopper stopper, IOrchestrationClient client, RunEndNotifier notifier, TimeProvider time)
    : Activity<CleanUpDeadRun.Input, bool>
{
    /// <summary>The input of the step that ends a dead run's affairs.</summary>
    /// <param name="RunId">The live run.</param>
    /// <param name="DeadRunId">The dead one.</param>
    public sealed record Input(string RunId, string DeadRunId);

    /// <summary>The batches that freeze VMs, in their ids.</summary>
    public const string SnapshotBatches = "snapshot";

    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, Input input)
    {
        CancellationToken cancellation = context.CancellationToken;
        // What it began may outlive it: a workflow that is terminated leaves its parts at work.
        await runs.StopSnapshotsAsync(input.DeadRunId, time.GetUtcNow(), cancellation);
        await runs.StopProbesAsync(input.DeadRunId, time.GetUtcNow(), cancellation);
        await HoldSessionsAsync(input, cancellation);
        Error error = new(
            ErrorCodes.RunDied, ErrorClass.Transient, $"The run ended without finishing; run {input.RunId} cleaned up after it.");
        DateTimeOffset now = time.GetUtcNow();
        await runs.UpdateAsync(
            input.DeadRunId,
            run => run.IsOver ? run : run with { State = RunState.Failed, Phase = RunPhase.Done, EndedAt = now, Error = error },
            cancellation);

        string batches = RunId.OfBatches(input.DeadRunId, SnapshotBatches);
        if (!(await client.GetAllInstancesAsync(batches, cancellation)).All(batch => batch.IsCompleted))
        {
            return false;
        }

        await notifier.NotifyAsync(await runs.GetReportAsync(input.DeadRunId, cancellation), cancellation);
        return true;
    }

    /// <summary>Only of volumes that the live run holds: another run may be at work on those that the dead one had besides.</summary>
    private async Task HoldSessionsAsync(Input input, CancellationToken cancellation)
    {
        Policy policy = await access.PolicyAsync(input.RunId, cancellation);
        await access.RequireLeaseAsync(policy, input.RunId, cancellation);
        IReadOnlyList<RunDestination> destinations = await runs.ListDestinationsAsync(input.DeadRunId, cancellation);
        DestinationAccess[] begun = await Task.WhenAll(destinations
            .Where(d => d.State is DestinationState.CheckpointSet or DestinationState.Replicating
                or DestinationState.Verifying or DestinationState.Verified)
            .Select(d => access.DeadDestinationAsync(new(input.DeadRunId, d.Name), cancellation)));
        await Task.WhenAll(begun
            .Where(d => d.Policy.Site.Name == policy.Site.Name && policy.Volumes.Contains(d.PrimaryVolume))
            .Select(d => stopper.StopOrPauseAsync(d, cancellation)));
    }
}
