using GlusterDr.Hypervisors.Ovirt.Engine;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>Which disks a snapshot can hold, and what stands against it.</summary>
internal static class DiskRules
{
    private const string Illegal = "illegal";

    /// <summary>An image on the domains, of this VM alone, that the guest sees: the engine merges no snapshot with an unplugged disk.</summary>
    public static bool IsProtected(EngineDisk disk, DomainSet domains) =>
        disk is { StorageType: "image", ImageId: not null, IsShareable: false, IsPlugged: true } && domains.Holds(disk);

    /// <summary>Why the VM can't be snapshot now; null: it can.</summary>
    /// <param name="vm">The VM.</param>
    /// <param name="disks">Its disks on the domains.</param>
    /// <param name="chains">The images below them; null: they were not read.</param>
    /// <remarks>
    /// After a failed removal the snapshot's own image is illegal while the disk's active one is fine. The engine tells it of the VM as a
    /// whole (has_illegal_images); where it does not, the images do.
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
        _ when !domains.Holds(disk) => "on another storage domain",
        _ => "without an image",
    };
}
