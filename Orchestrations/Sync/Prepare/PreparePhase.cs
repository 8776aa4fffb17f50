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

/// <summary>Takes the lease at the site, and cleans up what dead runs left, before anything new is done.</summary>
internal static class PreparePhase
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Takes the lease at the site, before anything is changed there. If another control plane had it and is gone, the sessions that it
    /// left running are stopped or paused.
    /// </summary>
    /// <returns>What preflight found before; null: preflight must run again.</returns>
    /// <exception cref="DrException">The policy names a wrong site, or the volume cannot be written.</exception>
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
            // The lease is a file on the volume: why it cannot be written is among the errors of preflight.
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

    /// <summary>Stops or pauses the sessions of a run that ended without its last step, and closes its record.</summary>
    public static async Task CleanUpDeadRunAsync(RunScope scope)
    {
        if (scope.Plan.DeadRun is not { } deadRun)
        {
            return;
        }

        // Batches of a run that was terminated may still be at work. Each ends after the snapshot that it takes; this run merges that snapshot.
        DateTime deadline = scope.Context.CurrentUtcDateTime + scope.Policy.Limits.Snapshot;
        while (!await scope.StepAsync<bool>(nameof(CleanUpDeadRun), new CleanUpDeadRun.Input(scope.RunId, deadRun))
            && scope.Context.CurrentUtcDateTime < deadline)
        {
            await scope.Context.CreateTimer(s_pause, CancellationToken.None);
        }
    }

    /// <summary>Merges the snapshots that dead runs left. Returns whether there were any.</summary>
    public static async Task<bool> MergeLeftoversAsync(RunScope scope)
    {
        IReadOnlyList<string> leftovers = await scope.StepAsync<IReadOnlyList<string>>(nameof(FindLeftovers), scope.RunStep);
        if (leftovers.Count == 0)
        {
            return false;
        }

        scope.Warnings.Add(scope.Errors.Leftovers(leftovers.Count));
        await MergePhase.MergeAsync(scope, nameof(MergeLeftover), leftovers, done: _ => { });
        return true;
    }
}
