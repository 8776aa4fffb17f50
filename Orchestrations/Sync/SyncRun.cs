using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Finish;
using GlusterDr.Activities.Sync.Preflight;
using GlusterDr.Activities.Sync.Prepare;
using GlusterDr.Activities.Sync.Snapshot;
using GlusterDr.Activities.Sync.Verify;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Orchestrations.Sync.Common;
using GlusterDr.Orchestrations.Sync.Merge;
using GlusterDr.Orchestrations.Sync.Preflight;
using GlusterDr.Orchestrations.Sync.Prepare;
using GlusterDr.Orchestrations.Sync.Replicate;
using GlusterDr.Orchestrations.Sync.Snapshot;
using GlusterDr.Runs;

namespace GlusterDr.Orchestrations.Sync;

/// <summary>Runs a policy: snapshot, replicate, verify, merge, notify.</summary>
/// <remarks>
/// <para>Whatever fails, the end is the same: sessions that the run started are stopped or paused, snapshots that it took are merged or
/// reported, and the leases are released. Each of these is registered as a compensation before the step that needs it.</para>
/// <para>A run may be killed at any step. It then continues after the last stored result, and each step checks the present state before
/// it acts.</para>
/// </remarks>
public sealed class SyncRun : Orchestrator<SyncRequest, string>
{
    /// <inheritdoc/>
    public override async Task<string> RunAsync(IOrchestrationContext context, SyncRequest input)
    {
        ThrowIfUnknown(input);
        using RunScope scope = new(context, input);

        // A run that does not get its lease has nothing to undo, and must not release the lease of another run: no compensation before this.
        scope.Plan = await context.BeginAsync<BeginRun.Result>(nameof(BeginRun), input);
        RunOutcome outcome = new();
        scope.Undo.Register("begin the run", () => FinishAsync(scope, outcome));
        try
        {
            scope.Board.Start(scope.Policy);
            outcome.Replications = await PrepareAsync(scope);
            await ProtectAsync(scope, outcome.Replications);
            outcome.IsComplete = true;
        }
        catch (OperationCanceledException)
        {
            outcome.IsCancelled = true;
        }
        catch (Exception e) when (e is TaskFailedException or DrException)
        {
            outcome.Error = ErrorProperties.Read(e);
        }
        catch (Exception e)
        {
            // A defect fails the workflow too, but only after the run has been closed.
            outcome.Error = ErrorProperties.Read(e);
            throw;
        }
        finally
        {
            await scope.Undo.RunAsync();
        }

        return input.RunId;
    }

    /// <summary>Closes the run, and then notifies the hypervisor of the outcome that was stored.</summary>
    private static async Task FinishAsync(RunScope scope, RunOutcome outcome)
    {
        Error? error = outcome.IsComplete ? Failure(outcome.Replications) : outcome.Error;
        bool isLost = scope.Warnings.LeaseLost is not null || error?.Code == ErrorCodes.LeaseLost;
        error = scope.Warnings.LeaseLost ?? error;
        bool cancelled = outcome.IsCancelled || (error is not null && scope.Cancelled.IsCancellationRequested);
        scope.Board.Enter(RunPhase.Report);
        FinishRun.Input result = new(scope.RunId, cancelled && !isLost, error, scope.Warnings.All, scope.Board.Timings);
        await scope.Context.StepUntilDoneAsync<RunState>(nameof(FinishRun), result);
        if (scope.HasSite && !isLost)
        {
            await NotifyAsync(scope, isOver: true);
        }

        scope.Board.Enter(RunPhase.Done);
    }

    /// <summary>A newer GlusterDr started the run, and was replaced by this one, which does not know the steps of that version.</summary>
    private static void ThrowIfUnknown(SyncRequest input)
    {
        if (input.Version is < 1 or > SyncRequest.CurrentVersion)
        {
            throw new DrException(new Error(
                ErrorCodes.RunVersion,
                ErrorClass.Permanent,
                $"Run '{input.RunId}' has request version {input.Version}; this GlusterDr supports versions 1 to {SyncRequest.CurrentVersion}.",
                Advice: "Install the newer GlusterDr again to resume this run, or start a new run, which cleans up after this one."));
        }
    }

    /// <summary>Takes the lease at the site, cleans up after dead runs, and runs preflight.</summary>
    private static async Task<IReadOnlyList<DestinationReplication>> PrepareAsync(RunScope scope)
    {
        PreflightPhase.Result? found = scope.Version >= 3 ? await PreparePhase.TakeSiteLeaseAsync(scope) : null;
        Task notified = NotifyAsync(scope, isOver: false);
        scope.Undo.Register("notify the hypervisor of the start", () => notified);
        await PreparePhase.CleanUpDeadRunAsync(scope);
        return await CheckAsync(scope, found);
    }

    private static Task NotifyAsync(RunScope scope, bool isOver) =>
        scope.GuardAsync(() => scope.StepAsync<bool>(nameof(NotifyHypervisor), new NotifyHypervisor.Input(scope.RunId, isOver)));

    /// <summary>
    /// Checks sessions, volumes and clocks while left-over snapshots are searched for, because these do not depend on each other. If
    /// snapshots were merged, all is checked again, because they used space.
    /// </summary>
    /// <param name="scope">The run.</param>
    /// <param name="known">What was found before the lease was taken, if nothing has changed since.</param>
    private static async Task<IReadOnlyList<DestinationReplication>> CheckAsync(RunScope scope, PreflightPhase.Result? known)
    {
        Task<PreflightPhase.Result> preflight = known is null ? PreflightPhase.BeginAsync(scope) : Task.FromResult(known);
        if (await PreparePhase.MergeLeftoversAsync(scope))
        {
            await preflight;
            preflight = PreflightPhase.BeginAsync(scope);
        }

        scope.Board.Enter(RunPhase.Preflight);
        Task<bool> storageDomain = scope.StepAsync<bool>(nameof(CheckStorageDomain), scope.RunStep);
        Task definitions = scope.GuardAsync(() => scope.StepAsync<bool>(nameof(RefreshDefinitions), scope.RunStep));
        try
        {
            await Task.WhenAll(preflight, definitions, storageDomain);
        }
        catch (TaskFailedException) when (preflight.IsCompletedSuccessfully && PreflightPhase.Mistake(preflight.Result) is { } mistake)
        {
            throw new DrException(mistake);
        }

        return await PreflightPhase.AdmitAsync(scope, await preflight);
    }

    private static async Task ProtectAsync(RunScope scope, IReadOnlyList<DestinationReplication> replications)
    {
        SnapshotPhase snapshots = new(scope);
        scope.Undo.Register("take snapshots and replicate them", () => scope.GuardAsync(() => UndoAsync(scope, replications, snapshots)));
        await snapshots.RunAsync();
        await SeveralVolumes.LeaveOutVolumesWithoutSnapshotsAsync(scope, replications);
        scope.Board.Enter(RunPhase.Replicate);
        await ReplicateAsync(scope, replications);
        scope.Cancelled.ThrowIfCancellationRequested();
    }

    /// <summary>Does nothing if another control plane has taken the lease at the site: that one cleans up itself.</summary>
    private static async Task UndoAsync(RunScope scope, IReadOnlyList<DestinationReplication> replications, SnapshotPhase snapshots)
    {
        if (scope.Warnings.LeaseLost is null)
        {
            Task settled = SettleAsync(scope, replications);
            await MergePhase.RunAsync(scope, snapshots.Attempted, snapshots.AnyUnknown);
            await settled;
            await CleanAsync(scope, replications);
        }
    }

    /// <summary>Images are read until each destination is verified or has failed, or the run is cancelled.</summary>
    private static async Task ReplicateAsync(RunScope scope, IReadOnlyList<DestinationReplication> replications)
    {
        using (scope.Cancelled.Register(scope.StopProbes))
        {
            await Task.WhenAll(replications.Select(r => r.RunAsync()));
        }

        await scope.EndProbesAsync();
    }

    /// <summary>In parallel with the merges, which may take hours: recovery points are stored before that.</summary>
    private static async Task SettleAsync(RunScope scope, IReadOnlyList<DestinationReplication> replications)
    {
        await Task.WhenAll(replications.Select(r => r.SettleAsync()));
        await SeveralVolumes.WarnOfIncompleteVmsAsync(scope);
    }

    /// <summary>Why no destination has a recovery point; null: one has.</summary>
    private static Error? Failure(IReadOnlyList<DestinationReplication> replications)
    {
        DestinationReplication[] taken = [.. replications.Where(r => !r.IsLeftOut)];
        return Array.TrueForAll(taken, r => r.Error is not null) ? taken.FirstOrDefault()?.Error : null;
    }

    /// <summary>Also if the copy was not verified, or the run was cancelled: overlays may have been replicated all the same.</summary>
    private static async Task CleanAsync(RunScope scope, IReadOnlyList<DestinationReplication> replications)
    {
        DestinationReplication[] stopped = [.. replications.Where(r => r.IsStopped)];
        if (stopped.Length > 0)
        {
            scope.Board.Enter(RunPhase.Clean);
            await Task.WhenAll(stopped.Select(r => r.CleanAsync()));
        }
    }

    /// <summary>How the phases of a run ended.</summary>
    private sealed class RunOutcome
    {
        public IReadOnlyList<DestinationReplication> Replications { get; set; } = [];

        public bool IsComplete { get; set; }

        public bool IsCancelled { get; set; }

        public Error? Error { get; set; }
    }
}
