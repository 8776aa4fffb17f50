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

/// <summary>Closes a run's record, forgets what is too old, and lets go of the volumes.</summary>
public sealed class FinishRun(
    RunStore runs, RunAccess access, RecoveryPointStore points, LeaseStore leases, SiteLeases siteLeases, RunEndNotifier notifier, TimeProvider time,
    ILogger<FinishRun> logger)
    : Activity<FinishRun.Input, RunState>
{
    /// <summary>How a run ended, as its workflow saw it.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Cancelled">A person stopped it before it was proven.</param>
    /// <param name="Error">Why it failed.</param>
    /// <param name="Warnings">What falls short.</param>
    /// <param name="Phases">How long each step took.</param>
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
        // The site first: whoever gets the lease of this store wants that one next.
        await siteLeases.ReleaseAsync(new GlusterPool(policy.Site.GlusterNodes()), input.RunId, cancellation);
        await leases.ReleaseAllAsync(input.RunId, cancellation);
        RunLog.Ended(logger, run.Id, run.State);

        // Each time: a step that is run again may have died before it came to this.
        await notifier.NotifyAsync(report with { Run = run }, cancellation);
        await ForgetOldAsync(run.Id, policy, cancellation);
        return run.State;
    }

    /// <summary>VMs that a recovery point of this run holds whole: what is true at the destinations, whatever became of the VM here.</summary>
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
        RunVm[] frozen = [.. report.Vms.Where(vm => vm is { Snapshot: not null, State: not VmState.LeftOut })];
        DateTimeOffset[] taken = [.. frozen.Select(vm => vm.Snapshot!.TakenAt)];
        DateTimeOffset now = time.GetUtcNow();
        return report.Run with
        {
            State = RunTransitions.Run.Move(report.Run.State, Judge(report, result with { Warnings = [.. result.Warnings, .. left] })),
            Phase = RunPhase.Done,
            EndedAt = now,
            VmsProtected = covered,
            VmsLeftOut = report.Vms.Count(vm => vm.State == VmState.LeftOut),
            SnapshotSkew = taken.Length == 0 ? null : frozen.Max(vm => vm.Snapshot!.KnownAt) - taken.Min(),
            LongestOverlay = taken.Length == 0 ? null : frozen.Max(vm => (vm.MergedAt ?? now) - vm.Snapshot!.TakenAt),
            Phases = result.Phases,
            Warnings = [.. result.Warnings, .. LeftOut(report), .. left],
            Error = Cause(report, result),
        };
    }

    private static RunState Judge(RunReport report, Input result)
    {
        int proven = report.Destinations.Count(d => d.RecoveryPoint is not null);
        if (proven == 0)
        {
            return result.Cancelled ? RunState.Cancelled : RunState.Failed;
        }

        bool perfect = proven == report.Destinations.Count
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

    /// <summary>That everything was rolled back is said only where it is known of every VM and of every session.</summary>
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

    /// <summary>What no step failed at, and a person should know all the same.</summary>
    private static IEnumerable<Error> LeftOut(RunReport report) => report.Vms
        .Where(vm => vm is { State: VmState.LeftOut, Error: not null })
        .Select(vm => vm.Error!)
        .Where(e => e.Code is ErrorCodes.VmNotSnapshotable or ErrorCodes.VmChanged or ErrorCodes.ContentRotten);

    /// <summary>No reason for a run that is done to fail.</summary>
    private async Task ForgetOldAsync(string runId, Policy policy, CancellationToken cancellation)
    {
        try
        {
            await PieceDetails.DeleteAsync(runs, runId, cancellation);
            await ForgetOldAsync(policy, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            RunLog.NotForgotten(logger, runId, e);
        }
    }

    private async Task ForgetOldAsync(Policy policy, CancellationToken cancellation)
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
