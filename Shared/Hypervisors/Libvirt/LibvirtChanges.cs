using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Merging;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Policies;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>Detects changes that somebody else made to VMs during a run, from their present chains. Needs three commands per host.</summary>
public sealed class LibvirtChanges(LibvirtSite site)
{
    /// <summary>Finds the changes on all hosts that answer.</summary>
    public async Task<IReadOnlyList<VmChange>> FindAsync(
        StorageDomain domain, IReadOnlyList<VmSnapshot> snapshots, IReadOnlyList<VirtualMachine> shutOff, CancellationToken cancellation)
    {
        HashSet<string> ids = [.. snapshots.Select(s => s.VmId), .. shutOff.Select(vm => vm.Id)];
        if (ids.Count == 0)
        {
            return [];
        }

        IReadOnlyList<IReadOnlyList<CurrentVm>> found = await site.OnAllAsync(domain, (host, stop) => ReadAsync(domain, host, ids, stop), cancellation);

        // A migration can leave a definition on the old host. The host on which the VM runs decides.
        Dictionary<string, CurrentVm> byId = found.SelectMany(f => f)
            .GroupBy(s => s.Vm.Uuid, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.OrderByDescending(s => s.Vm.Active).First(), StringComparer.Ordinal);
        return
        [
            .. snapshots.Where(s => byId.ContainsKey(s.VmId)).Select(s => Of(s, byId[s.VmId])).OfType<VmChange>(),
            .. shutOff.Where(vm => byId.ContainsKey(vm.Id)).Select(vm => Of(vm, byId[vm.Id])).OfType<VmChange>(),
        ];
    }

    // A host that does not answer contributes nothing here. Changed images are also detected when they are read.
    private async Task<IReadOnlyList<CurrentVm>> ReadAsync(StorageDomain domain, LibvirtHost host, HashSet<string> ids, CancellationToken cancellation)
    {
        try
        {
            string[] here = [.. (await host.Virsh.ListAsync(all: true, cancellation)).Where(ids.Contains)];
            IReadOnlyList<Domain> domains = await host.DomainsAsync(here, inactive: false, cancellation);
            VolumePaths paths = await site.Mounts.PathsAsync(host, domain, domains.SelectMany(d => d.Images), cancellation);
            return paths.Mounts.OfVolume.Count == 0 ? [] : [.. domains.Select(d => new CurrentVm(host.Name, d, paths))];
        }
        catch (DrException)
        {
            return [];
        }
    }

    private static VmChange? Of(VmSnapshot snapshot, CurrentVm current)
    {
        string[] broken = [.. snapshot.Disks.Select(d => Broken(snapshot.Kind, d, current)).OfType<string>()];
        string[] left = [.. snapshot.Disks
            .Select(d => d.OverlayPath).OfType<string>()
            .Where(overlay => !current.Vm.Disks.Any(d => d.Chain.Any(i => current.Paths.Relative(i) == overlay)))];
        string[] added = [.. DiskRules.Protected(current.Vm, current.Paths)
            .Where(d => !snapshot.Disks.Any(s => MergePlan.Find(s, current.Vm, current.Paths) == d || s.Target == d.Target))
            .Select(d => $"{d.Target} ({current.Paths.Relative(d.Active)})")];
        string[] notes =
        [
            .. current.Host != snapshot.Host && current.Vm.Active ? [$"was migrated from {snapshot.Host} to {current.Host} during the run"] : Array.Empty<string>(),
            .. added.Length > 0 ? [$"got disk {string.Join(", ", added)} during the run, which is in no snapshot"] : Array.Empty<string>(),
        ];
        return (broken, notes) switch
        {
            ([], []) => null,
            ([], _) => new VmChange(snapshot.VmId, string.Join("; ", notes), Breaks: false) { DisksAdded = added },
            _ => new VmChange(snapshot.VmId, string.Join("; ", broken), Breaks: true)
            {
                OverlaysOut = left,
                DisksAdded = added,
            },
        };
    }

    private static string? Broken(SnapshotKind kind, SnapshotDisk manifest, CurrentVm current)
    {
        if (kind == SnapshotKind.Internal)
        {
            // An internal snapshot is inside the image, whatever the VM does. Comparing its content shows whether it still exists.
            return null;
        }

        if (MergePlan.Find(manifest, current.Vm, current.Paths) is not { } disk)
        {
            return $"has no disk any more that uses {manifest.BasePath} or its overlay: the disk was detached, or the VM was reverted to another image";
        }

        string?[] chain = [.. disk.Chain.Select(i => current.Paths.Relative(i))];
        int overlay = Array.IndexOf(chain, manifest.OverlayPath);
        return overlay switch
        {
            < 0 when chain[0] == manifest.BasePath => current.Vm.Active
                ? $"writes to {manifest.BasePath} itself again: somebody merged its overlay during the run (block commit with pivot), or reverted it"
                : $"is shut off and its definition names {manifest.BasePath} instead of the overlay: somebody merged or reverted it during the run",
            < 0 => $"was put on {chain[0]}, and its overlay is out of the chain: somebody reverted it or took another snapshot",
            _ when overlay + 1 < chain.Length && chain[overlay + 1] != manifest.BasePath =>
                $"has {disk.Chain[overlay + 1]} below its overlay instead of {manifest.BasePath}: somebody merged or rebased its images",
            _ when disk.Job is { IsActiveCommit: true } job && (job.Image is null || current.Paths.Relative(job.Image) == manifest.BasePath) =>
                $"is being merged into {manifest.BasePath} by a block job that this run did not start",
            _ => null,
        };
    }

    private static VmChange? Of(VirtualMachine planned, CurrentVm current)
    {
        if (current.Vm.Active)
        {
            return new VmChange(planned.Id, $"was shut off and has been started on {current.Host} during the run: its images are not static any more", Breaks: true);
        }

        string[] now = [.. DiskRules.Protected(current.Vm, current.Paths).Select(d => current.Paths.Relative(d.Active)!).Order(StringComparer.Ordinal)];
        return now.SequenceEqual(planned.Disks.Select(d => d.Path).Order(StringComparer.Ordinal))
            ? null
            : new VmChange(planned.Id, $"is shut off and got other disks during the run: {string.Join(", ", now)}", Breaks: true);
    }

    private sealed record CurrentVm(string Host, Domain Vm, VolumePaths Paths);
}
