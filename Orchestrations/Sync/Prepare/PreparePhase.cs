using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Prepare;
using GlusterDr.Activities.Sync.Replicate;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Orchestrations.Sync.Common;
using GlusterDr.Orchestrations.Sync.Merge;
using GlusterDr.Orchestrations.Sync.Preflight;
using GlusterDr.Policies;

namespace GlusterDr.Orchestrations.Sync.Prepare;

/// <summary>Cleans up what dead runs left, before anything new is done.</summary>
internal static class PreparePhase
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Takes the lease at the site, before anything is changed there; of a policy that means another site than it says, that is told
    /// instead. What a control plane that is gone left running is held still. What was seen before; null: it is to be looked at anew.
    /// </summary>
    public static async Task<PreflightPhase.Result?> TakeSiteLeaseAsync(RunScope scope)
    {
        PreflightPhase.Result found = await PreflightPhase.BeginAsync(scope);
        if (PreflightPhase.Mistake(found) is { } mistake)
        {
            throw new DrException(mistake);
        }

        IReadOnlyList<string> overtaken;
        try
        {
            overtaken = await scope.TakeSiteLeaseAsync();
        }
        catch (TaskFailedException e) when (ErrorProperties.Read(e).Code != ErrorCodes.LeaseHeld && found.Source.Errors is [var first, ..])
        {
            // Why the volume cannot be written is among what preflight found.
            throw new DrException(first);
        }

        if (overtaken.Count == 0)
        {
            return scope.Plan.DeadRun is null ? found : null;
        }

        scope.Warnings.Add(new Error(
            ErrorCodes.RunDied,
            ErrorClass.Transient,
            $"The lease of the site was taken over from {string.Join(", ", overtaken.Distinct())}, which did not renew it; this run cleans up after it."));
        foreach (Destination destination in scope.Policy.Destinations)
        {
            await scope.GuardAsync(() => scope.StepAsync<bool>(nameof(StopOrPauseSession), new DestinationStep(scope.RunId, destination.Name)));
        }

        return null;
    }

    /// <summary>A run that ended without its last step: its sessions are held, its record is closed.</summary>
    public static async Task CleanUpDeadRunAsync(RunScope scope)
    {
        if (scope.Plan.DeadRun is not { } deadRun)
        {
            return;
        }

        // Parts of it that somebody's hand left at work end with the snapshot that they are at: what they leave is merged by this run.
        DateTime deadline = scope.Context.CurrentUtcDateTime + scope.Policy.Limits.Snapshot;
        while (!await scope.StepAsync<bool>(nameof(CleanUpDeadRun), new CleanUpDeadRun.Input(scope.RunId, deadRun))
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
