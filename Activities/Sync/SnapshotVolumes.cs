using GlusterDr.Policies;
using GlusterDr.Vms;

namespace GlusterDr.Activities.Sync;

/// <summary>The volumes of the disks of a snapshot.</summary>
internal static class SnapshotVolumes
{
    /// <summary>The volume of a disk of a snapshot.</summary>
    public static string VolumeOf(this Policy policy, SnapshotDisk disk) => disk.Volume ?? policy.Volume;

    /// <summary>The volumes on which a snapshot has disks.</summary>
    public static IReadOnlyList<string> VolumesOf(this Policy policy, VmSnapshot snapshot) =>
        [.. snapshot.Disks.Select(policy.VolumeOf).Distinct(StringComparer.Ordinal)];

    /// <summary>The disks of a snapshot on one volume; null: none.</summary>
    public static VmSnapshot? On(this VmSnapshot snapshot, string volume, Policy policy)
    {
        SnapshotDisk[] disks = [.. snapshot.Disks.Where(d => policy.VolumeOf(d) == volume)];
        return disks.Length == 0 ? null : snapshot with { Disks = disks };
    }
}
