using GlusterDr.Hypervisors.Ovirt.Engine;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>Decides which disks a snapshot can include, and whether one can be taken.</summary>
internal static class DiskRules
{
    private const string Illegal = "illegal";

    /// <summary>Whether the disk is an image on the storage domains that is plugged and not shared. The oVirt engine merges no snapshot with an unplugged disk.</summary>
    public static bool IsProtected(EngineDisk disk, DomainSet domains) =>
        disk is { StorageType: "image", ImageId: not null, IsShareable: false, IsPlugged: true } && domains.Contains(disk);

    /// <summary>Why no snapshot of the VM can be taken now; null: it can.</summary>
    /// <param name="vm">The VM.</param>
    /// <param name="disks">Its disks on the domains.</param>
    /// <param name="chains">Their image chains; null: not read.</param>
    /// <remarks>
    /// After a failed removal of a snapshot, the image of the snapshot is illegal, while the active image of the disk is not. The engine
    /// reports this for the VM as a whole (has_illegal_images). Where it does not, the status of the images is used.
    /// </remarks>
    public static string? Obstacle(EngineVm vm, IReadOnlyCollection<EngineDisk> disks, EngineChains? chains = null)
    {
        if (vm.IsInPreview)
        {
            return "a snapshot of it is in preview; commit it or undo it";
        }

        if (disks.All(d => d.Status != Illegal) && (vm.HasIllegalImages || (chains is not null && disks.Any(chains.HasIllegal))))
        {
            string? disk = disks.FirstOrDefault(d => chains?.HasIllegal(d) == true)?.Alias;
            return $"an image below {(disk is null ? "one of its disks" : $"disk '{disk}'")} is illegal, as the removal of a snapshot failed: once shut down the VM "
                + "does not start again, neither here nor from a copy; delete that snapshot while the VM runs";
        }

        foreach (EngineDisk disk in disks)
        {
            switch (disk.Status)
            {
                case Illegal:
                    return $"disk '{disk.Alias}' has an illegal image: an earlier merge failed; delete that snapshot while the VM runs";
                case "locked":
                    return $"disk '{disk.Alias}' is locked by another operation";
            }
        }

        return null;
    }

    /// <summary>Why a disk is not protected, for the report.</summary>
    public static string WhyNot(EngineDisk disk, DomainSet domains) => disk switch
    {
        { StorageType: "lun" } => "a direct LUN",
        { IsShareable: true } => "shareable between VMs",
        { StorageType: not "image" } => disk.StorageType,
        { IsPlugged: false } => "unplugged",
        _ when !domains.Contains(disk) => "on another storage domain",
        _ => "without an image",
    };
}
