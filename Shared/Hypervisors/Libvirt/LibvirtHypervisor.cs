using GlusterDr.Hypervisors.Libvirt.Merging;
using GlusterDr.Hypervisors.Libvirt.Snapshots;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Policies;
using GlusterDr.Remote;
using GlusterDr.Vms;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>KVM hosts with libvirt, each accessed through virsh. No other service is needed.</summary>
public sealed class LibvirtHypervisor : IHypervisor
{
    private readonly LibvirtSite _site;
    private readonly LibvirtInventory _inventory;
    private readonly LibvirtChanges _changes;
    private readonly LibvirtDefinitions _definitions;
    private readonly LibvirtSnapshotter _snapshotter;
    private readonly InsideSnapshots _inside;
    private readonly LibvirtMerger _merger;
    private readonly LibvirtLeftovers _leftovers;
    private readonly LibvirtOrphans _orphans;

    /// <summary>A client of these hosts.</summary>
    public LibvirtHypervisor(LibvirtSite site, TimeProvider time, ILogger<LibvirtHypervisor> logger)
    {
        OverlayFiles overlays = new(site, logger);
        MergeVerifier verifier = new(site, overlays);
        _site = site;
        _inventory = new LibvirtInventory(site);
        _changes = new LibvirtChanges(site);
        _definitions = new LibvirtDefinitions(site, logger);
        _snapshotter = new LibvirtSnapshotter(site, overlays, time, logger);
        _inside = new InsideSnapshots(site, time, logger);
        _merger = new LibvirtMerger(site, new OfflineMerger(site, verifier, time, logger), verifier, time, logger);
        _leftovers = new LibvirtLeftovers(site, time);
        _orphans = new LibvirtOrphans(site, overlays);
    }

    /// <inheritdoc/>
    /// <remarks>With libvirt the mounts of the hosts decide which images are on the volume.</remarks>
    public Task<StorageDomainFacts> VerifyStorageDomainAsync(StorageDomain domain, CancellationToken cancellation) => Task.FromResult(StorageDomainFacts.None);

    /// <inheritdoc/>
    public Task<IReadOnlyList<VirtualMachine>> ListAsync(StorageDomain domain, CancellationToken cancellation) =>
        _inventory.ListAsync(domain, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<VmChange>> FindChangesAsync(
        StorageDomain domain, IReadOnlyList<VmSnapshot> snapshots, IReadOnlyList<VirtualMachine> shutOff, CancellationToken cancellation) =>
        _changes.FindAsync(domain, snapshots, shutOff, cancellation);

    /// <inheritdoc/>
    public Task RefreshDefinitionsAsync(StorageDomain domain, CancellationToken cancellation) => _definitions.RefreshAsync(domain, cancellation);

    /// <inheritdoc/>
    public Task<VmSnapshot> SnapshotAsync(StorageDomain domain, VirtualMachine vm, SnapshotRequest request, CancellationToken cancellation) =>
        request.Kind == SnapshotKind.Internal
            ? _inside.SnapshotAsync(domain, vm, request, cancellation)
            : _snapshotter.SnapshotAsync(domain, vm, request, cancellation);

    /// <inheritdoc/>
    public Task<MergeProgress> MergeAsync(StorageDomain domain, VmSnapshot snapshot, TimeSpan slice, CancellationToken cancellation) =>
        _merger.MergeAsync(domain, snapshot, slice, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<VmSnapshot>> FindLeftoversAsync(StorageDomain domain, CancellationToken cancellation) =>
        _leftovers.FindAsync(domain, cancellation);

    /// <inheritdoc/>
    /// <remarks>libvirt has no notifications.</remarks>
    public Task NotifyAsync(StorageDomain domain, IHypervisor.Notice notice, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AbandonedOverlay>> FindAbandonedAsync(StorageDomain domain, CancellationToken cancellation) =>
        [.. (await _orphans.FindAsync(domain, cancellation)).Select(f => new AbandonedOverlay(
            f.RunId, f.Host, f.PathOnHost, f.Bytes, PosixShell.Quote(["rm", "--", f.PathOnHost])))];

    /// <summary>Finds overlay files that are in no VM's chain, to be reported to a person.</summary>
    public Task<IReadOnlyList<LibvirtOrphans.OrphanFile>> FindOrphanFilesAsync(StorageDomain domain, CancellationToken cancellation) =>
        _orphans.FindAsync(domain, cancellation);

    /// <summary>Removes such a file on request, if it is in no chain on any host.</summary>
    public Task RemoveOrphanFileAsync(StorageDomain domain, LibvirtOrphans.OrphanFile file, CancellationToken cancellation) =>
        _orphans.RemoveAsync(domain, file, cancellation);

    /// <summary>Reads the free bytes of the volume; null: no host mounts it.</summary>
    public async Task<long?> FreeBytesAsync(StorageDomain domain, CancellationToken cancellation)
    {
        foreach (LibvirtHost host in _site.Hosts(domain))
        {
            VolumeMounts mounts = await _site.Mounts.ReadAsync(host, domain, cancellation);
            if (mounts.OfVolume.Count > 0)
            {
                return await host.Files.FreeBytesAsync(mounts.Root ?? mounts.OfVolume[0].Target, cancellation);
            }
        }

        return null;
    }
}
