using System.Xml.Linq;
using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Hypervisors.Ovirt.Snapshots;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>Lists the VMs of a policy's storage domains, running or not, as hypervisor-independent records.</summary>
internal sealed class OvirtInventory(EngineClient client, EngineInventory inventory, DomainSet domains)
{
    public async Task<IReadOnlyList<VirtualMachine>> ListAsync(CancellationToken cancellation)
    {
        Task<EngineChains> chains = EngineChains.ReadAsync(client, domains, cancellation);
        Task<IReadOnlyList<EngineVm>> vms = inventory.ListAsync(domains, cancellation);
        Task<XElement> hosts = client.GetAsync("hosts?max=10000", cancellation);
        await Task.WhenAll(chains, vms, hosts);
        Dictionary<string, string> names = (await hosts).Elements("host").ToDictionary(EngineXml.Id, h => EngineXml.Text(h, "name") ?? EngineXml.Id(h));
        EngineChains known = await chains;
        return [.. (await vms)
            .Where(vm => !vm.IsHostedEngine && vm.Disks.Any(domains.Contains))
            .Select(vm => Describe(vm, names.GetValueOrDefault(vm.HostId ?? "", ""), known))];
    }

    private VirtualMachine Describe(EngineVm vm, string host, EngineChains chains)
    {
        EngineDisk[] ours = [.. vm.Disks.Where(d => DiskRules.IsProtected(d, domains))];
        VmFile[] memory = vm.Status == "suspended" ? [new VmFile("the memory that it was suspended with", null, null)] : [];
        return new VirtualMachine(vm.Id, vm.Name, host, [.. ours.Select(d => Describe(d, chains))], Obstacle(vm, ours, chains))
        {
            Power = !vm.IsRunning ? VmPower.ShutOff : vm.Status == "paused" ? VmPower.Paused : VmPower.Running,
            SnapshotsAsOf = vm.SnapshotsAsOf,
            Files = memory,
            FilesElsewhere = [.. memory.Select(f => f.ToString())],
            DisksElsewhere = [.. vm.Disks.Except(ours).Select(d => $"{d.Alias}: {DiskRules.WhyNot(d, domains)}")],
        };
    }

    private VmDisk Describe(EngineDisk disk, EngineChains chains)
    {
        string path = domains.PathOf(disk, disk.ImageId!);
        string[] chain = chains.Has(disk.ImageId!) ? [path, .. chains.Below(disk.ImageId!).Select(i => domains.PathOf(disk, i))] : [];
        return new VmDisk(disk.Alias, path, path, disk.Format == "cow" ? "qcow2" : disk.Format, disk.ActualSize, chain)
        {
            Volume = domains.VolumeOf(disk),
        };
    }

    /// <summary>Why the VM cannot be protected; null: it can. A remaining snapshot of a run means a failed merge: each further run would lengthen the chain.</summary>
    private static string? Obstacle(EngineVm vm, EngineDisk[] ours, EngineChains chains) =>
        ours.Length == 0 ? "none of its disks there can be snapshotted"
        : !vm.IsRunning && ours.Any(d => !chains.Has(d.ImageId!)) ? "the oVirt engine does not report which images are below its disks (it does from version 4.4.3 on)"
        : DiskRules.Obstacle(vm, ours, chains)
            ?? vm.Snapshots.Select(s => SnapshotTag.RunOf(s.Description)).OfType<string>().Select(run => $"the snapshot of run {run} is not merged").FirstOrDefault();
}
