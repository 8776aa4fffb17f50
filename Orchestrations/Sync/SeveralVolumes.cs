using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Snapshot;
using GlusterDr.Activities.Sync.Verify;
using GlusterDr.Errors;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Orchestrations.Sync.Common;
using GlusterDr.Orchestrations.Sync.Replicate;

namespace GlusterDr.Orchestrations.Sync;

/// <summary>What a run does besides where its policy protects several volumes; with one volume it is nothing.</summary>
internal static class SeveralVolumes
{
    /// <summary>
    /// Leaves out the destinations of volumes that no VM was frozen on. There is nothing there that could be compared, so nothing
    /// could be proven; and what they hold must not be changed for that.
    /// </summary>
    public static async Task LeaveOutVolumesWithoutSnapshotsAsync(RunScope scope, IReadOnlyList<DestinationReplication> replications)
    {
        if (scope.Policy.Volumes.Count > 1)
        {
            IReadOnlyList<string> snapshotted = await scope.StepAsync<IReadOnlyList<string>>(nameof(FindSnapshottedVolumes), scope.RunStep);
            await Task.WhenAll(replications.Where(r => r.Error is null && !snapshotted.Contains(r.Primary)).Select(r => r.LeaveOutAsync()));
        }
    }

    /// <summary>Names the VMs whose disks on one volume are proven at a site, and those on another are not.</summary>
    public static async Task WarnOfIncompleteVmsAsync(RunScope scope)
    {
        if (scope.Policy.Volumes.Count > 1)
        {
            await scope.GuardAsync(async () =>
                scope.Warnings.AddRange(await scope.StepAsync<IReadOnlyList<Error>>(nameof(FindIncompleteVms), scope.RunStep)));
        }
    }
}
