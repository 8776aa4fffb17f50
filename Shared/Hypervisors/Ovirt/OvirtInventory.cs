using GlusterDr.Runs;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>The running VMs of a storage domain, in the words of a run.</summary>
internal sealed class OvirtInventory(EngineInventory inventory, EngineDomain domain)
{
    public async Task<IReadOnlyList<VirtualMachine>> ListRunningAsync(CancellationToken cancellation)
    {
        IReadOnlyList<EngineVm> all = await inventory.ListAsync(domain, cancellation);
        return [.. all.Where(vm => vm.IsRunning && !vm.IsHostedEngine && vm.Disks.Any(d => d.IsOn(domain))).Select(Describe)];
    }

    private VirtualMachine Describe(EngineVm vm)
    {
        EngineDisk[] ours = [.. vm.Disks.Where(d => DiskRules.IsProtected(d, domain))];
        return new VirtualMachine(vm.Id, vm.Name, vm.HostId ?? "", [.. ours.Select(Describe)], Obstacle(vm, ours))
        {
            DisksElsewhere = [.. vm.Disks.Except(ours).Select(d => $"{d.Alias}: {DiskRules.WhyNot(d, domain)}")],
        };
    }

    private VmDisk Describe(EngineDisk disk)
    {
        string path = domain.ImagePath(disk.Id, disk.ImageId!);
        return new VmDisk(disk.Alias, path, path, disk.Format == "cow" ? "qcow2" : disk.Format, disk.ActualSize, [path]);
    }

    /// <summary>A snapshot of ours that is still there is a merge that failed: the chain grows with each run that adds to it.</summary>
    private static string? Obstacle(EngineVm vm, EngineDisk[] ours) =>
        ours.Length == 0 ? "none of its disks there can be snapshot"
        : DiskRules.Obstacle(vm, ours)
            ?? vm.Snapshots.Select(s => SnapshotTag.RunOf(s.Description)).OfType<string>().Select(run => $"the snapshot of run {run} is not merged").FirstOrDefault();
}
