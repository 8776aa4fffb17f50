using GlusterDr.Activities.Sync.Finish;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Prepare;

/// <summary>
/// Cleans up after a run that ended without its last step: stops or pauses its sessions and closes its record. False: a batch of it may
/// still take a snapshot.
/// </summary>
/// <remarks>Its overlays are found by the backing chains of the VMs, not by its record: see <see cref="FindLeftovers"/>.</remarks>
public sealed class CleanUpDeadRun(
    RunStore runs, RunAccess access, SessionStopper stopper, IOrchestrationClient client, RunEndNotifier notifier, TimeProvider time)
    : Activity<CleanUpDeadRun.Input, bool>
{
    /// <summary>The live run and the dead one.</summary>
    /// <param name="RunId">The run that cleans up.</param>
    /// <param name="DeadRunId">The run that is dead.</param>
    public sealed record Input(string RunId, string DeadRunId);

    /// <summary>The kind of the batches that take snapshots, in their ids.</summary>
    public const string SnapshotBatches = "snapshot";

    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, Input input)
    {
        CancellationToken cancellation = context.CancellationToken;
        // A workflow that is terminated leaves its batches and activities running.
        await runs.StopSnapshotsAsync(input.DeadRunId, time.GetUtcNow(), cancellation);
        await runs.StopProbesAsync(input.DeadRunId, time.GetUtcNow(), cancellation);
        await StopSessionsAsync(input, cancellation);
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

    /// <summary>Only sessions of volumes for which the live run has the lease: another run may work on other volumes of the dead run.</summary>
    private async Task StopSessionsAsync(Input input, CancellationToken cancellation)
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
