using GlusterDr.Gluster;
using GlusterDr.Hypervisors;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Activities;

/// <summary>Which files of a run's VMs are compared between the sites.</summary>
internal static class ProtectedFiles
{
    /// <summary>What no guest writes to: images below overlays, images below images, and snapshots inside images.</summary>
    public static FileProbe[] Of(Policy policy, string volume, IEnumerable<RunVm> vms)
    {
        VmSnapshot[] snapshots = [.. vms
            .Where(vm => vm.State == VmState.Snapshotted)
            .Select(vm => vm.Snapshot?.On(volume, policy))
            .OfType<VmSnapshot>()];
        IEnumerable<FileProbe> first =
            from snapshot in snapshots
            from disk in snapshot.Disks
            select new FileProbe(disk.BasePath) { Snapshot = snapshot.Kind == SnapshotKind.Internal ? snapshot.RunId : null };
        IEnumerable<FileProbe> below =
            from snapshot in snapshots
            from disk in snapshot.Disks
            from path in disk.BackingPaths
            select new FileProbe(path);
        return [.. first.Concat(below).DistinctBy(f => f.Path, StringComparer.Ordinal)];
    }
}
