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

/// <summary>The run of a policy: freeze, carry, prove, merge, tell.</summary>
/// <remarks>
/// <para>Whatever fails, the end is the same: sessions that the run started are held again, snapshots that it took are
/// merged or named, the lease is released. Each phase that changes something is followed, in every path, by the one
/// that undoes it.</para>
/// <para>It may be killed at any step: it then goes on from the last stored result, and every step looks at the world
/// before it acts.</para>
/// </remarks>
public sealed class SyncRun : Orchestrator<SyncRequest, string>
{
    /// <inheritdoc/>
    public override async Task<string> RunAsync(IOrchestrationContext context, SyncRequest input)
    {
        ThrowIfUnknown(input);
        using RunScope scope = new(context, input);

        // Not within the try: a run that gets no lease has nothing to undo, and must not release another's.
        scope.Plan = await context.BeginAsync<BeginRun.Result>(nameof(BeginRun), input);
        Error? error = null;
        bool cancelled = false;
        Task notified = Task.CompletedTask;
        try
        {
            scope.Board.Start(scope.Policy);
            PreflightPhase.Result? found = scope.Version >= 3 ? await PreparePhase.TakeSiteLeaseAsync(scope) : null;
            notified = scope.GuardAsync(() => scope.StepAsync<bool>(nameof(NotifyHypervisor), new NotifyHypervisor.Input(input.RunId, IsOver: false)));
            await PreparePhase.CleanUpDeadRunAsync(scope);
            IReadOnlyList<DestinationReplication> replications = await CheckAsync(scope, found);
            await ProtectAsync(scope, replications);
            error = Failure(replications);
        }
        catch (OperationCanceledException)
        {
            cancelled = true;
        }
        catch (Exception e) when (e is TaskFailedException or DrException)
        {
            error = ErrorProperties.Read(e);
        }

        await notified;
        await scope.EndLeaseAsync();
        await FinishAsync(scope, error, cancelled);
        return input.RunId;
    }

    private static async Task FinishAsync(RunScope scope, Error? error, bool cancelled)
    {
        bool isLost = scope.Warnings.LeaseLost is not null || error?.Code == ErrorCodes.LeaseLost;
        error = scope.Warnings.LeaseLost ?? error;
        cancelled |= error is not null && scope.Cancelled.IsCancellationRequested;
        scope.Board.Enter(RunPhase.Report);
        FinishRun.Input result = new(scope.RunId, cancelled && !isLost, error, scope.Warnings.All, scope.Board.Timings);
        await scope.Context.StepUntilDoneAsync<RunState>(nameof(FinishRun), result);
        if (scope.HasSite && !isLost)
        {
            await scope.GuardAsync(() => scope.StepAsync<bool>(nameof(NotifyHypervisor), new NotifyHypervisor.Input(scope.RunId, IsOver: true)));
        }

        scope.Board.Enter(RunPhase.Done);
    }

    /// <summary>A run that a newer GlusterDr began, before somebody went back to this one: what it asked for is not known here.</summary>
    private static void ThrowIfUnknown(SyncRequest input)
    {
        if (input.Version is < 1 or > SyncRequest.CurrentVersion)
        {
            throw new DrException(new Error(
                ErrorCodes.RunVersion,
                ErrorClass.Permanent,
                $"Run '{input.RunId}' is of version {input.Version}; this GlusterDr knows versions 1 to {SyncRequest.CurrentVersion}.",
                Advice: "Go back to the newer GlusterDr, or start a run: it cleans up after this one."));
        }
    }

    /// <summary>
    /// Looks at sessions, volumes and clocks while left-overs are sought: those need none of the others. Where some were merged, all
    /// is looked at again, for they took up room.
    /// </summary>
    /// <param name="scope">The run.</param>
    /// <param name="known">What was seen before the lease was taken, if nothing has changed since.</param>
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
        try
        {
            await snapshots.RunAsync();
            await SeveralVolumes.LeaveOutVolumesWithoutSnapshotsAsync(scope, replications);
            scope.Board.Enter(RunPhase.Replicate);
            await ReplicateAsync(scope, replications);
            scope.Cancelled.ThrowIfCancellationRequested();
        }
        finally
        {
            await UndoAsync(scope, replications, snapshots);
        }
    }

    /// <summary>Nothing, where another control plane has taken the site: it does that itself.</summary>
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

    /// <summary>Images are read until every destination is verified or has failed, or the run is cancelled; not longer.</summary>
    private static async Task ReplicateAsync(RunScope scope, IReadOnlyList<DestinationReplication> replications)
    {
        using (scope.Cancelled.Register(scope.StopProbes))
        {
            await Task.WhenAll(replications.Select(r => r.RunAsync()));
        }

        await scope.EndProbesAsync();
    }

    /// <summary>Beside the merges, which may last for hours: what is wrong with the recovery points is known before.</summary>
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

    /// <summary>Also where the copy could not be proven, or the run was cancelled: overlays may have arrived there all the same.</summary>
    private static async Task CleanAsync(RunScope scope, IReadOnlyList<DestinationReplication> replications)
    {
        DestinationReplication[] stopped = [.. replications.Where(r => r.IsStopped)];
        if (stopped.Length > 0)
        {
            scope.Board.Enter(RunPhase.Clean);
            await Task.WhenAll(stopped.Select(r => r.CleanAsync()));
        }
    }
}
