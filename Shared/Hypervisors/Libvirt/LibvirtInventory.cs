using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Hypervisors.Libvirt.Virsh;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>Lists the VMs with a disk on a volume, running or not. The number of commands per host does not depend on the number of VMs.</summary>
/// <remarks>Whether a VM runs is read from its own XML, so that no VM can be missing between two lists.</remarks>
public sealed class LibvirtInventory(LibvirtSite site)
{
    /// <summary>The VMs, over all hosts.</summary>
    public async Task<IReadOnlyList<VirtualMachine>> ListAsync(StorageDomain domain, CancellationToken cancellation)
    {
        IReadOnlyList<IReadOnlyList<VirtualMachine>> found =
            await site.OnAllAsync(domain, (host, stop) => ListAsync(domain, host, stop), cancellation);

        // During a migration both hosts have the VM; it is paused on the target. Afterwards a definition can remain on the source.
        return [.. found.SelectMany(f => f)
            .GroupBy(vm => vm.Id, StringComparer.Ordinal)
            .Select(g => g.OrderBy(vm => vm.Power).First())
            .OrderBy(v => v.Name, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<VirtualMachine>> ListAsync(StorageDomain domain, LibvirtHost host, CancellationToken cancellation)
    {
        Task<VolumeMounts> mounts = site.Mounts.ReadAsync(host, domain, cancellation);
        Task<IReadOnlyList<VirshClient.DomainUse>> uses = host.Virsh.ReadImagesInUseAsync(cancellation);
        IReadOnlyList<string> uuids = await host.Virsh.ListAsync(all: true, cancellation);
        IReadOnlyList<Domain> domains = await host.DomainsAsync(uuids, inactive: false, cancellation);
        await mounts;
        VolumePaths paths = await site.Mounts.PathsAsync(host, domain, domains.SelectMany(d => d.Images), cancellation);
        IReadOnlyList<Domain> concerned = await DataFiles.AddAsync(host, [.. domains.Where(d => DiskRules.Concerns(d, paths, domain.Volume))], paths, cancellation);
        paths = await site.Mounts.PathsAsync(host, domain, concerned.SelectMany(d => d.Images), cancellation);
        Dictionary<string, VirshClient.DomainUse> usesByName = (await uses).ToDictionary(u => u.Name, StringComparer.Ordinal);
        return [.. concerned.Select(d => Describe(d, usesByName.GetValueOrDefault(d.Name)))];

        VirtualMachine Describe(Domain vm, VirshClient.DomainUse? use)
        {
            IReadOnlyDictionary<string, long> bytes = use?.Images ?? new Dictionary<string, long>();
            VmDisk[] disks = [.. DiskRules.Protected(vm, paths).Select(d => DiskRules.Describe(d, paths, bytes))];
            IReadOnlyList<VmFile> files = DiskRules.Files(vm, paths);
            return new VirtualMachine(vm.Uuid, vm.Name, host.Name, disks, DiskRules.Obstacle(vm, paths, domain.Volume))
            {
                Power = !vm.Active ? VmPower.ShutOff : use?.Running == false ? VmPower.Paused : VmPower.Running,
                Files = files,
                DisksElsewhere = DiskRules.Elsewhere(vm, paths, domain.Volume),
                FilesElsewhere = [.. files.Where(f => f.Path is null).Select(f => f.ToString())],
            };
        }
    }
}
