using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Hypervisors.Libvirt.Virsh;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Libvirt.Merging;

/// <summary>What a merge is about: a snapshot, and the VM that has it, where it is now.</summary>
/// <param name="Domain">The storage domain.</param>
/// <param name="Located">The VM, as it was seen last.</param>
/// <param name="Paths">The host's paths.</param>
/// <param name="Snapshot">The snapshot.</param>
public sealed record MergeSubject(StorageDomain Domain, LocatedDomain Located, VolumePaths Paths, VmSnapshot Snapshot)
{
    /// <summary>The host that has the VM.</summary>
    public LibvirtHost Host => Located.Host;

    /// <summary>The VM as it runs.</summary>
    public Domain Live => Located.Look.Live;

    /// <summary>What the VM's next start would get.</summary>
    public Domain Defined => Located.Look.Defined;

    /// <summary>The same after another look.</summary>
    public MergeSubject Seen(VirshClient.DomainLook look) => this with { Located = Located with { Look = look } };

    /// <summary>Whether the definition names this image as a disk's active one.</summary>
    public bool IsDefinedOn(string? path) => Defined.Disks.Any(d => Paths.Relative(d.Active) is { } active && active == path);

    /// <summary>Whether a domain's chains have this image, at any depth.</summary>
    public bool Mentions(Domain domain, string? path) =>
        domain.Disks.Any(d => d.Chain.Any(i => Paths.Relative(i) is { } found && found == path));

    /// <summary>Overlays that somebody else took out of their chains: seen before, or they are out and no merge of the run has begun.</summary>
    public string[] TakenOut(Func<SnapshotDisk, bool> isOut) =>
    [
        .. Snapshot.Disks
            .Where(d => d.OverlayPath is { } overlay && (Snapshot.OverlaysOut.Contains(overlay) || (Snapshot.IsUnmerged && isOut(d))))
            .Select(d => d.OverlayPath!),
    ];

    /// <summary>The end of a merge, with what somebody else had done of it.</summary>
    public static MergeProgress Done(IReadOnlyList<string> foreign) => foreign.Count == 0
        ? new MergeProgress(true, 100)
        : new MergeProgress(
            true, 100, $"somebody else merged or reverted it during the run; left on the volume: {string.Join(", ", foreign)} (delete it after you have checked the data of the VM)")
        {
            OverlaysLeft = foreign,
        };

    /// <summary>A chain that must be looked at by a person.</summary>
    public DrException Unexpected(SnapshotDisk disk, string reason) => new(new Error(
        ErrorCodes.ChainUnexpected,
        ErrorClass.NeedsPerson,
        $"Disk {disk.Target} of VM {Snapshot.VmName} can't be merged: {reason}. "
            + $"Overlay: {disk.OverlayPath}; base: {disk.BasePath}.",
        Host.Name,
        Advice: "Check `virsh dumpxml` and `qemu-img info --backing-chain -U`, and put the disk back on the overlay or the "
            + "base; nothing was removed."));
}
