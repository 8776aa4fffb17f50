using GlusterDr.Activities.Sync.Verify;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Leases;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Ids;
using GlusterDr.Leases;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Activities.Sync.Finish;

/// <summary>Closes the record of a run, releases its leases, notifies listeners, and deletes expired records.</summary>
public sealed class FinishRun(
    RunStore runs, RunAccess access, RecoveryPointStore points, LeaseStore leases, SiteLeases siteLeases, RunEndNotifier notifier, TimeProvider time,
    ILogger<FinishRun> logger)
    : Activity<FinishRun.Input, RunState>
{
    /// <summary>How a run ended.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Cancelled">A person cancelled it before it had a recovery point.</param>
    /// <param name="Error">Why it failed.</param>
    /// <param name="Warnings">The warnings of the workflow.</param>
    /// <param name="Phases">How long each phase took.</param>
    public sealed record Input(
        string RunId, bool Cancelled, Error? Error, IReadOnlyList<Error> Warnings, IReadOnlyList<Run.PhaseTiming> Phases);

    private const int KeepRuns = 200;

    /// <inheritdoc/>
    public override async Task<RunState> RunAsync(ActivityContext context, Input input)
    {
        CancellationToken cancellation = context.CancellationToken;
        RunReport report = await runs.GetReportAsync(input.RunId, cancellation);
        Policy policy = await access.PolicyAsync(input.RunId, cancellation);
        IReadOnlyList<Error> left = await AbandonedOverlays.OfAsync(runs, input.RunId, cancellation);
        int covered = report.Run.IsOver ? 0 : await CountProtectedAsync(report, policy, cancellation);
        Run run = await runs.UpdateAsync(input.RunId, r => r.IsOver ? r : Close(report, input, left, covered), cancellation);
        // The site first: a run that gets the lease in the store takes the lease at the site next.
        await siteLeases.ReleaseAsync(new GlusterPool(policy.Site.GlusterNodes()), input.RunId, cancellation);
        await leases.ReleaseAllAsync(input.RunId, cancellation);
        RunLog.Ended(logger, run.Id, run.State);

        // Each time: an earlier attempt of this step may have been killed before this line.
        await notifier.NotifyAsync(report with { Run = run }, cancellation);
        await DeleteExpiredAsync(run.Id, policy, cancellation);
        return run.State;
    }

    /// <summary>Counts the VMs that a recovery point of this run contains completely, whatever happened to the VM at the primary.</summary>
    private async Task<int> CountProtectedAsync(RunReport report, Policy policy, CancellationToken cancellation)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (RunDestination destination in report.Destinations.Where(d => d.RecoveryPoint is not null))
        {
            if (await points.FindAsync(policy.Name, destination.RecoveryPoint!, cancellation) is { } point)
            {
                ids.UnionWith(point.Vms.Where(vm => !point.VmsNotWhole.Contains(vm.VmName)).Select(vm => vm.VmId));
                ids.UnionWith(point.VmsShutOff.Where(vm => !point.VmsNotWhole.Contains(vm.Name)).Select(vm => vm.Id));
            }
        }

        return ids.Count;
    }

    private Run Close(RunReport report, Input result, IReadOnlyList<Error> left, int covered)
    {
        RunVm[] snapshotted = [.. report.Vms.Where(vm => vm is { Snapshot: not null, State: not VmState.LeftOut })];
        DateTimeOffset[] taken = [.. snapshotted.Select(vm => vm.Snapshot!.TakenAt)];
        DateTimeOffset now = time.GetUtcNow();
        return report.Run with
        {
            State = RunTransitions.Run.Move(report.Run.State, Judge(report, result with { Warnings = [.. result.Warnings, .. left] })),
            Phase = RunPhase.Done,
            EndedAt = now,
            VmsProtected = covered,
            VmsLeftOut = report.Vms.Count(vm => vm.State == VmState.LeftOut),
            SnapshotSkew = taken.Length == 0 ? null : snapshotted.Max(vm => vm.Snapshot!.KnownAt) - taken.Min(),
            LongestOverlay = taken.Length == 0 ? null : snapshotted.Max(vm => (vm.MergedAt ?? now) - vm.Snapshot!.TakenAt),
            Phases = result.Phases,
            Warnings = [.. result.Warnings, .. LeftOut(report), .. left],
            Error = Cause(report, result),
        };
    }

    private static RunState Judge(RunReport report, Input result)
    {
        int verified = report.Destinations.Count(d => d.RecoveryPoint is not null);
        if (verified == 0)
        {
            return result.Cancelled ? RunState.Cancelled : RunState.Failed;
        }

        bool perfect = verified == report.Destinations.Count
            && result is { Error: null, Warnings.Count: 0 }
            && report.Vms.All(vm => vm.State is VmState.Merged or VmState.ShutOff or VmState.Excluded);
        return perfect ? RunState.Succeeded : RunState.SucceededWithWarnings;
    }

    private static Error? Cause(RunReport report, Input result) => result switch
    {
        { Error: { } error } => error,
        { Cancelled: true } when report.Destinations.All(d => d.RecoveryPoint is null) => Cancelled(report, result),
        _ => report.Destinations.FirstOrDefault(d => d.Error is not null)?.Error,
    };

    /// <summary>The message says that everything was rolled back only if that is known of each VM and each session.</summary>
    private static Error Cancelled(RunReport report, Input result)
    {
        bool undone = result.Warnings.Count == 0 && report.Vms.All(vm => vm.Snapshot is null || vm.MergedAt is not null);
        return undone
            ? new(ErrorCodes.RunCancelled, ErrorClass.Permanent, "The run was cancelled. Its changes were rolled back.")
            : new(
                ErrorCodes.RunCancelled,
                ErrorClass.Permanent,
                "The run was cancelled. Its changes could not all be rolled back.",
                Advice: "See the warnings and the VMs of this run. The next run of the policy merges the snapshots that are left.");
    }

    /// <summary>Errors of VMs that no step failed with, but that a person should know.</summary>
    private static IEnumerable<Error> LeftOut(RunReport report) => report.Vms
        .Where(vm => vm is { State: VmState.LeftOut, Error: not null })
        .Select(vm => vm.Error!)
        .Where(e => e.Code is ErrorCodes.VmNotSnapshotable or ErrorCodes.VmChanged or ErrorCodes.ContentRotten);

    /// <summary>A failure here must not fail a run that is closed.</summary>
    private async Task DeleteExpiredAsync(string runId, Policy policy, CancellationToken cancellation)
    {
        try
        {
            await PieceDetails.DeleteAsync(runs, runId, cancellation);
            await DeleteExpiredAsync(policy, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            RunLog.NotDeleted(logger, runId, e);
        }
    }

    private async Task DeleteExpiredAsync(Policy policy, CancellationToken cancellation)
    {
        foreach (Destination destination in policy.Destinations)
        {
            await points.PruneAsync(policy.Name, destination.Name, policy.KeepRecoveryPoints, cancellation);
        }

        foreach (Run old in (await runs.ListAsync(policy.Name, cancellation)).Where(r => r.IsOver).SkipLast(KeepRuns))
        {
            await runs.DeleteAsync(old.Id, cancellation);
        }
    }
}
