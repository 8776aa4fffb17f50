using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Snapshot;
using GlusterDr.Activities.Sync.Verify;
using GlusterDr.Errors;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Orchestrations.Sync.Common;
using GlusterDr.Orchestrations.Sync.Replicate;

namespace GlusterDr.Orchestrations.Sync;

/// <summary>The additional steps of a run whose policy protects several volumes. With one volume there are none.</summary>
internal static class SeveralVolumes
{
    /// <summary>
    /// Leaves out the destinations of volumes on which no VM has a snapshot: there is nothing to compare, so nothing could be verified, and
    /// their copies must not be changed.
    /// </summary>
    public static async Task LeaveOutVolumesWithoutSnapshotsAsync(RunScope scope, IReadOnlyList<DestinationReplication> replications)
    {
        if (scope.Policy.Volumes.Count > 1)
        {
            IReadOnlyList<string> snapshotted = await scope.StepAsync<IReadOnlyList<string>>(nameof(FindSnapshottedVolumes), scope.RunStep);
            await Task.WhenAll(replications.Where(r => r.Error is null && !snapshotted.Contains(r.Primary)).Select(r => r.LeaveOutAsync()));
        }
    }

    /// <summary>Warns of VMs whose disks on one volume are verified at a site while those on another are not.</summary>
    public static async Task WarnOfIncompleteVmsAsync(RunScope scope)
    {
        if (scope.Policy.Volumes.Count > 1)
        {
            await scope.GuardAsync(async () =>
                scope.Warnings.AddRange(await scope.StepAsync<IReadOnlyList<Error>>(nameof(FindIncompleteVms), scope.RunStep)));
        }
    }
}
