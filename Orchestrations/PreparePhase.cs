using GlusterDr.Activities;
using GlusterDr.Durable;
using GlusterDr.Errors;

namespace GlusterDr.Orchestrations;

/// <summary>Cleans up what dead runs left, before anything new is done.</summary>
internal static class PreparePhase
{
    /// <summary>A run that ended without its last step: its sessions are held, its record is closed.</summary>
    public static async Task SettleDeadRunAsync(RunScope scope)
    {
        if (scope.Plan.DeadRun is { } deadRun)
        {
            await scope.StepAsync<bool>(nameof(SettleDeadRun), new DeadRunStep(scope.RunId, deadRun));
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
        await FanOut.RunAsync(leftovers, scope.Policy.Snapshot.Parallel, id => MergeAsync(scope, id));
        return true;
    }

    /// <summary>A VM that can't be merged is left out of this run by what its chain says; it hinders no other.</summary>
    private static Task MergeAsync(RunScope scope, string vmId) =>
        scope.GuardAsync(() => MergePhase.MergeToEndAsync(scope, nameof(MergeLeftover), vmId));
}
