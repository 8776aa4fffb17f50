namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>Which disks a snapshot can hold, and what stands against it.</summary>
internal static class DiskRules
{
    /// <summary>An image on the domains, of this VM alone, that the guest sees: the engine merges no snapshot with an unplugged disk.</summary>
    public static bool IsProtected(EngineDisk disk, DomainSet domains) =>
        disk is { StorageType: "image", ImageId: not null, IsShareable: false, IsPlugged: true } && domains.Holds(disk);

    /// <summary>Why the VM can't be snapshot now; null: it can.</summary>
    public static string? Obstacle(EngineVm vm, IEnumerable<EngineDisk> disks)
    {
        if (vm.IsInPreview)
        {
            return "a snapshot of it is in preview; commit it or undo it";
        }

        foreach (EngineDisk disk in disks)
        {
            switch (disk.Status)
            {
                case "illegal":
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
        _ when !domains.Holds(disk) => "on another storage domain",
        _ => "without an image",
    };
}
