using GlusterDr.Policies;
using GlusterDr.Vms;

namespace GlusterDr.Activities.Sync;

/// <summary>Which disks of a snapshot are on which volume of its policy.</summary>
internal static class SnapshotVolumes
{
    /// <summary>The volume that a frozen disk is on.</summary>
    public static string VolumeOf(this Policy policy, SnapshotDisk disk) => disk.Volume ?? policy.Volume;

    /// <summary>The volumes that a snapshot has disks on.</summary>
    public static IReadOnlyList<string> VolumesOf(this Policy policy, VmSnapshot snapshot) =>
        [.. snapshot.Disks.Select(policy.VolumeOf).Distinct(StringComparer.Ordinal)];

    /// <summary>What a snapshot has on a volume; null: nothing.</summary>
    public static VmSnapshot? On(this VmSnapshot snapshot, string volume, Policy policy)
    {
        SnapshotDisk[] disks = [.. snapshot.Disks.Where(d => policy.VolumeOf(d) == volume)];
        return disks.Length == 0 ? null : snapshot with { Disks = disks };
    }
}
