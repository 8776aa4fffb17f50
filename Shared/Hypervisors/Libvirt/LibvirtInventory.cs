namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>Lists the VMs that run with a disk on a volume: five commands a host, however many VMs it has.</summary>
/// <remarks>A paused VM counts as running: it may be resumed at any moment, and then it writes.</remarks>
public sealed class LibvirtInventory(LibvirtSite site)
{
    /// <summary>The VMs, over all hosts.</summary>
    public async Task<IReadOnlyList<VirtualMachine>> ListRunningAsync(StorageDomain domain, CancellationToken cancellation)
    {
        IReadOnlyList<IReadOnlyList<(VirtualMachine Vm, bool Running)>> found =
            await site.OnAllAsync(domain, (host, stop) => ListAsync(domain, host, stop), cancellation);

        // While a VM migrates, both hosts have it: paused where it arrives.
        return [.. found.SelectMany(f => f)
            .GroupBy(f => f.Vm.Id, StringComparer.Ordinal)
            .Select(g => g.OrderByDescending(f => f.Running).First().Vm)
            .OrderBy(v => v.Name, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<(VirtualMachine Vm, bool Running)>> ListAsync(
        StorageDomain domain, LibvirtHost host, CancellationToken cancellation)
    {
        Task<VolumeMounts> mounts = site.Mounts.ReadAsync(host, domain, cancellation);
        Task<IReadOnlyList<DomainUse>> uses = host.Virsh.UsesAsync(cancellation);
        IReadOnlyList<string> uuids = await host.Virsh.ListAsync(all: false, cancellation);
        IReadOnlyList<Domain> domains = await host.DomainsAsync(uuids, inactive: false, cancellation);
        await mounts;
        domains = [.. domains.Where(d => d.Active)];
        VolumePaths paths = await site.Mounts.PathsAsync(host, domain, domains.SelectMany(d => d.Images), cancellation);
        IReadOnlyList<Domain> concerned = await DataFiles.AddAsync(host, [.. domains.Where(d => DiskRules.Concerns(d, paths, domain.Volume))], paths, cancellation);
        paths = await site.Mounts.PathsAsync(host, domain, concerned.SelectMany(d => d.Images), cancellation);
        Dictionary<string, DomainUse> usesByName = (await uses).ToDictionary(u => u.Name, StringComparer.Ordinal);
        return [.. concerned.Select(d => Describe(d, usesByName.GetValueOrDefault(d.Name)))];

        (VirtualMachine, bool) Describe(Domain vm, DomainUse? use)
        {
            IReadOnlyDictionary<string, long> bytes = use?.Images ?? new Dictionary<string, long>();
            VmDisk[] disks = [.. DiskRules.Protected(vm, paths).Select(d => DiskRules.Describe(d, paths, bytes))];
            return (new VirtualMachine(vm.Uuid, vm.Name, host.Name, disks, DiskRules.Obstacle(vm, paths, domain.Volume))
            {
                DisksElsewhere = DiskRules.Elsewhere(vm, paths, domain.Volume),
                FilesElsewhere = DiskRules.FilesElsewhere(vm, paths),
            }, use?.Running ?? true);
        }
    }
}
