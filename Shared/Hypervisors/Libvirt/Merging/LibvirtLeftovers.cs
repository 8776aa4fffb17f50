using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Snapshots;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Hypervisors.Libvirt.Virsh;
using GlusterDr.Ids;
using GlusterDr.Policies;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Libvirt.Merging;

/// <summary>Finds snapshots that earlier runs left on VMs, running or shut off, from their present chains.</summary>
public sealed class LibvirtLeftovers(LibvirtSite site, TimeProvider time)
{
    /// <summary>Finds the snapshots on all hosts.</summary>
    public async Task<IReadOnlyList<VmSnapshot>> FindAsync(StorageDomain domain, CancellationToken cancellation)
    {
        IReadOnlyList<IReadOnlyList<(Domain Vm, VmSnapshot Snapshot)>> found =
            await site.OnAllAsync(domain, (host, stop) => FindAsync(domain, host, stop), cancellation);

        // A migration can leave a definition on the old host. The host on which the VM runs decides.
        return [.. found.SelectMany(f => f)
            .GroupBy(f => (f.Vm.Uuid, f.Snapshot.RunId))
            .Select(g => g.OrderByDescending(f => f.Vm.Active).First().Snapshot)
            .OrderBy(s => s.VmName, StringComparer.Ordinal).ThenBy(s => s.RunId, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<(Domain Vm, VmSnapshot Snapshot)>> FindAsync(
        StorageDomain domain, LibvirtHost host, CancellationToken cancellation)
    {
        IReadOnlyList<string> uuids = await host.Virsh.ListAsync(all: true, cancellation);
        if (uuids.Count == 0)
        {
            return [];
        }

        IReadOnlyList<Domain> all = await host.DomainsAsync(uuids, inactive: false, cancellation);
        VolumePaths paths = await site.Mounts.PathsAsync(host, domain, all.SelectMany(d => d.Images), cancellation);
        Domain[] concerned = [.. all.Where(d => DiskRules.Protected(d, paths).Count > 0)];
        if (concerned.Length == 0)
        {
            return [];
        }

        IReadOnlyDictionary<string, IReadOnlyList<string>> inside =
            await host.Virsh.SnapshotsAsync([.. concerned.Select(d => d.Uuid)], cancellation);
        List<(Domain, VmSnapshot)> found = [];
        foreach (Domain vm in concerned)
        {
            Domain known = vm.Active ? vm : await WithChainsAsync(host, vm, paths, cancellation);
            found.AddRange(External(known, host, paths).Select(s => (vm, s)));
            found.AddRange(inside.GetValueOrDefault(vm.Uuid, []).Where(IsRun).Select(n => (vm, Internal(vm, host, paths, n))));
        }

        return found;
    }

    // The definition of a VM that is shut off need not name the images below an overlay, so they are read from the image.
    private static async Task<Domain> WithChainsAsync(LibvirtHost host, Domain vm, VolumePaths paths, CancellationToken cancellation)
    {
        DomainDisk[] disks = [.. vm.Disks];
        for (int i = 0; i < disks.Length; i++)
        {
            if (RunId.OfOverlay(disks[i].Active?.Path ?? "") is not null && paths.Relative(disks[i].Active) is not null)
            {
                IReadOnlyList<ImageInfo> chain = await host.Images.ChainAsync(disks[i].Active!.Path!, cancellation);
                disks[i] = disks[i] with { Chain = [.. chain.Select(c => new DiskImage("file", c.Path, c.Format))] };
            }
        }

        return vm with { Disks = disks };
    }

    private IEnumerable<VmSnapshot> External(Domain vm, LibvirtHost host, VolumePaths paths) =>
        from disk in DiskRules.Protected(vm, paths)
        from overlay in OverlayFinder.FindAll(disk, paths)
        group overlay.Disk by overlay.RunId into run
        select Snapshot(vm, host, run.Key, SnapshotKind.External, [.. run]);

    private VmSnapshot Internal(Domain vm, LibvirtHost host, VolumePaths paths, string runId) =>
        Snapshot(vm, host, runId, SnapshotKind.Internal, [.. DiskRules.Protected(vm, paths).Select(d => InsideSnapshots.Manifest(d, paths))]);

    private VmSnapshot Snapshot(Domain vm, LibvirtHost host, string runId, SnapshotKind kind, IReadOnlyList<SnapshotDisk> disks) =>
        new(vm.Uuid, vm.Name, host.Name, runId, kind, false, LibvirtSnapshotter.EarliestTime(runId, time), disks)
        {
            Note = "Found by the VM's chains.",
        };

    private static bool IsRun(string name) => RunId.TryParse(name, out _);
}
