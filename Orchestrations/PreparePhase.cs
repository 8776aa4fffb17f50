using GlusterDr.Activities;
using GlusterDr.Durable;
using GlusterDr.Errors;

namespace GlusterDr.Orchestrations;

/// <summary>Cleans up what dead runs left, before anything new is done.</summary>
internal static class PreparePhase
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    /// <summary>A run that ended without its last step: its sessions are held, its record is closed.</summary>
    public static async Task SettleDeadRunAsync(RunScope scope)
    {
        if (scope.Plan.DeadRun is not { } deadRun)
        {
            return;
        }

        // Parts of it that somebody's hand left at work end with the snapshot that they are at: what they leave is merged by this run.
        DateTime deadline = scope.Context.CurrentUtcDateTime + scope.Policy.Limits.Snapshot;
        while (!await scope.StepAsync<bool>(nameof(SettleDeadRun), new DeadRunStep(scope.RunId, deadRun))
            && scope.Context.CurrentUtcDateTime < deadline)
        {
            await scope.Context.CreateTimer(s_pause, CancellationToken.None);
        }
    }

    /// <summary>Merges the snapshots that dead runs left; false: there were none.</summary>
    public static async Task<bool> MergeLeftoversAsync(RunScope scope)
    {
        IReadOnlyList<string> leftovers = await scope.StepAsync<IReadOnlyList<string>>(nameof(FindLeftovers), scope.RunStep);
        if (leftovers.Count == 0)
        {
            return false;
        }

        scope.Warnings.Add(new Error(
            ErrorCodes.LeftoversFound,
            ErrorClass.Transient,
            $"{leftovers.Count} VM(s) still ran on overlays of earlier runs; they are merged first."));
        await MergePhase.MergeAsync(scope, nameof(MergeLeftover), leftovers, done: _ => { });
        return true;
    }
}
