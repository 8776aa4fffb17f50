using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Hypervisors.Libvirt.Virsh;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Libvirt.Merging;

/// <summary>The subject of a merge: a snapshot, and the VM with its present host.</summary>
/// <param name="Domain">The storage domain.</param>
/// <param name="Located">The VM, as last read.</param>
/// <param name="Paths">The host's paths.</param>
/// <param name="Snapshot">The snapshot.</param>
public sealed record MergeSubject(StorageDomain Domain, LocatedDomain Located, VolumePaths Paths, VmSnapshot Snapshot)
{
    /// <summary>The host that has the VM.</summary>
    public LibvirtHost Host => Located.Host;

    /// <summary>The VM's live state.</summary>
    public Domain Live => Located.State.Live;

    /// <summary>The VM's persistent definition, which its next start uses.</summary>
    public Domain Defined => Located.State.Defined;

    /// <summary>The same subject with a newer state of the VM.</summary>
    public MergeSubject With(VirshClient.DomainState state) => this with { Located = Located with { State = state } };

    /// <summary>Whether the definition names this image as a disk's active one.</summary>
    public bool IsDefinedOn(string? path) => Defined.Disks.Any(d => Paths.Relative(d.Active) is { } active && active == path);

    /// <summary>Whether the domain's chains contain this image, at any depth.</summary>
    public bool Mentions(Domain domain, string? path) =>
        domain.Disks.Any(d => d.Chain.Any(i => Paths.Relative(i) is { } found && found == path));

    /// <summary>Overlays that somebody else removed from their chains: recorded before, or missing although the run has not started to merge.</summary>
    public string[] RemovedByOthers(Func<SnapshotDisk, bool> isOut) =>
    [
        .. Snapshot.Disks
            .Where(d => d.OverlayPath is { } overlay && (Snapshot.OverlaysOut.Contains(overlay) || (Snapshot.IsUnmerged && isOut(d))))
            .Select(d => d.OverlayPath!),
    ];

    /// <summary>The result of a completed merge, with the overlays that somebody else had removed from their chains.</summary>
    public static MergeProgress Done(IReadOnlyList<string> removedByOthers) => removedByOthers.Count == 0
        ? new MergeProgress(true, 100)
        : new MergeProgress(
            true, 100, $"somebody else merged or reverted it during the run; left on the volume: {string.Join(", ", removedByOthers)} (delete it after you have checked the data of the VM)")
        {
            OverlaysLeft = removedByOthers,
        };

    /// <summary>The error of a chain that a person must check.</summary>
    public DrException Unexpected(SnapshotDisk disk, string reason) => new(new Error(
        ErrorCodes.ChainUnexpected,
        ErrorClass.NeedsPerson,
        $"Disk {disk.Target} of VM {Snapshot.VmName} can't be merged: {reason}. "
            + $"Overlay: {disk.OverlayPath}; base: {disk.BasePath}.",
        Host.Name,
        Advice: "Check `virsh dumpxml` and `qemu-img info --backing-chain -U`, and put the disk back on the overlay or the "
            + "base; nothing was removed."));
}
