using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Merging;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Policies;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>Sees what somebody else did to VMs in mid-run, by what their chains say now: three commands a host, however many VMs it has.</summary>
public sealed class LibvirtChanges(LibvirtSite site)
{
    /// <summary>The changes, over all hosts that answer.</summary>
    public async Task<IReadOnlyList<VmChange>> FindAsync(
        StorageDomain domain, IReadOnlyList<VmSnapshot> snapshots, IReadOnlyList<VirtualMachine> shutOff, CancellationToken cancellation)
    {
        HashSet<string> asked = [.. snapshots.Select(s => s.VmId), .. shutOff.Select(vm => vm.Id)];
        if (asked.Count == 0)
        {
            return [];
        }

        IReadOnlyList<IReadOnlyList<Seen>> found = await site.OnAllAsync(domain, (host, stop) => ReadAsync(domain, host, asked, stop), cancellation);

        // A migration can leave a definition behind: where the VM runs counts.
        Dictionary<string, Seen> byId = found.SelectMany(f => f)
            .GroupBy(s => s.Vm.Uuid, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.OrderByDescending(s => s.Vm.Active).First(), StringComparer.Ordinal);
        return
        [
            .. snapshots.Where(s => byId.ContainsKey(s.VmId)).Select(s => Of(s, byId[s.VmId])).OfType<VmChange>(),
            .. shutOff.Where(vm => byId.ContainsKey(vm.Id)).Select(vm => Of(vm, byId[vm.Id])).OfType<VmChange>(),
        ];
    }

    // Of a host that does not answer nothing is known: whether images are static is told by the images themselves.
    private async Task<IReadOnlyList<Seen>> ReadAsync(StorageDomain domain, LibvirtHost host, HashSet<string> asked, CancellationToken cancellation)
    {
        try
        {
            string[] here = [.. (await host.Virsh.ListAsync(all: true, cancellation)).Where(asked.Contains)];
            IReadOnlyList<Domain> domains = await host.DomainsAsync(here, inactive: false, cancellation);
            VolumePaths paths = await site.Mounts.PathsAsync(host, domain, domains.SelectMany(d => d.Images), cancellation);
            return paths.Mounts.OfVolume.Count == 0 ? [] : [.. domains.Select(d => new Seen(host.Name, d, paths))];
        }
        catch (DrException)
        {
            return [];
        }
    }

    private static VmChange? Of(VmSnapshot snapshot, Seen seen)
    {
        string[] broken = [.. snapshot.Disks.Select(d => Broken(snapshot.Kind, d, seen)).OfType<string>()];
        string[] left = [.. snapshot.Disks
            .Select(d => d.OverlayPath).OfType<string>()
            .Where(overlay => !seen.Vm.Disks.Any(d => d.Chain.Any(i => seen.Paths.Relative(i) == overlay)))];
        string[] added = [.. DiskRules.Protected(seen.Vm, seen.Paths)
            .Where(d => !snapshot.Disks.Any(s => MergePlan.Find(s, seen.Vm, seen.Paths) == d || s.Target == d.Target))
            .Select(d => $"{d.Target} ({seen.Paths.Relative(d.Active)})")];
        string[] notes =
        [
            .. seen.Host != snapshot.Host && seen.Vm.Active ? [$"was migrated from {snapshot.Host} to {seen.Host} during the run"] : Array.Empty<string>(),
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

    private static string? Broken(SnapshotKind kind, SnapshotDisk manifest, Seen seen)
    {
        if (kind == SnapshotKind.Internal)
        {
            // What it froze stays within the image, whatever the VM does: comparing it tells whether it is still there.
            return null;
        }

        if (MergePlan.Find(manifest, seen.Vm, seen.Paths) is not { } disk)
        {
            return $"has no disk any more that uses {manifest.BasePath} or its overlay: the disk was detached, or the VM was reverted to another image";
        }

        string?[] chain = [.. disk.Chain.Select(i => seen.Paths.Relative(i))];
        int overlay = Array.IndexOf(chain, manifest.OverlayPath);
        return overlay switch
        {
            < 0 when chain[0] == manifest.BasePath => seen.Vm.Active
                ? $"writes to {manifest.BasePath} itself again: somebody merged its overlay during the run (block commit with pivot), or reverted it"
                : $"is shut off and its definition names {manifest.BasePath} instead of the overlay: somebody merged or reverted it during the run",
            < 0 => $"was put on {chain[0]}, and its overlay is out of the chain: somebody reverted it or took another snapshot",
            _ when overlay + 1 < chain.Length && chain[overlay + 1] != manifest.BasePath =>
                $"has {disk.Chain[overlay + 1]} below its overlay instead of {manifest.BasePath}: somebody merged or rebased its images",
            _ when disk.Job is { IsActiveCommit: true } job && (job.Image is null || seen.Paths.Relative(job.Image) == manifest.BasePath) =>
                $"is being merged into {manifest.BasePath} by a block job that this run did not start",
            _ => null,
        };
    }

    private static VmChange? Of(VirtualMachine planned, Seen seen)
    {
        if (seen.Vm.Active)
        {
            return new VmChange(planned.Id, $"was shut off and has been started on {seen.Host} during the run: its images are not static any more", Breaks: true);
        }

        string[] now = [.. DiskRules.Protected(seen.Vm, seen.Paths).Select(d => seen.Paths.Relative(d.Active)!).Order(StringComparer.Ordinal)];
        return now.SequenceEqual(planned.Disks.Select(d => d.Path).Order(StringComparer.Ordinal))
            ? null
            : new VmChange(planned.Id, $"is shut off and got other disks during the run: {string.Join(", ", now)}", Breaks: true);
    }

    private sealed record Seen(string Host, Domain Vm, VolumePaths Paths);
}
