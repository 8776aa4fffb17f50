using GlusterDr.Activities;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Runs;

namespace GlusterDr.Orchestrations;

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
        using RunScope scope = new(context, input);

        // Not within the try: a run that gets no lease has nothing to undo, and must not release another's.
        scope.Plan = await context.CallActivityAsync<RunPlan>(nameof(BeginRun), input);
        Error? error = null;
        bool cancelled = false;
        try
        {
            scope.Board.Start(scope.Policy.Destinations);
            await PreparePhase.RunAsync(scope);
            IReadOnlyList<DestinationReplication> replications = await PreflightPhase.RunAsync(scope);
            await ProtectAsync(scope, replications);
            error = replications.All(r => r.Error is not null) ? replications[0].Error : null;
        }
        catch (OperationCanceledException)
        {
            cancelled = true;
        }
        catch (Exception e) when (e is TaskFailedException or DrException)
        {
            error = ErrorProperties.Read(e);
        }

        cancelled |= error is not null && scope.Cancelled.IsCancellationRequested;
        scope.Board.Enter(RunPhase.Report);
        RunResult result = new(input.RunId, cancelled, error, scope.Warnings, scope.Board.Timings);
        await context.CallActivityAsync<RunState>(nameof(FinishRun), result);
        scope.Board.Enter(RunPhase.Done);
        return input.RunId;
    }

    private static async Task ProtectAsync(RunScope scope, IReadOnlyList<DestinationReplication> replications)
    {
        SnapshotPhase snapshots = new(scope);
        try
        {
            await snapshots.RunAsync();
            scope.Board.Enter(RunPhase.Replicate);
            await Task.WhenAll(replications.Select(r => r.RunAsync()));
            scope.Cancelled.ThrowIfCancellationRequested();
        }
        finally
        {
            await MergePhase.RunAsync(scope, snapshots.Attempted, snapshots.AnyFailed);
            await CleanAsync(scope, replications);
        }
    }

    /// <summary>Also where the copy could not be proven, or the run was cancelled: overlays may have arrived there all the same.</summary>
    private static async Task CleanAsync(RunScope scope, IReadOnlyList<DestinationReplication> replications)
    {
        DestinationReplication[] held = [.. replications.Where(r => r.IsHeld)];
        if (held.Length > 0)
        {
            scope.Board.Enter(RunPhase.Clean);
            await Task.WhenAll(held.Select(r => r.CleanAsync()));
        }
    }
}
