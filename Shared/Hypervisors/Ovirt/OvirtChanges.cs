using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>Detects changes that somebody else made to VMs during a run, from their snapshots and disks. One list call serves many VMs.</summary>
internal sealed class OvirtChanges(EngineInventory inventory, DomainSet domains)
{
    public async Task<IReadOnlyList<VmChange>> FindAsync(
        IReadOnlyList<VmSnapshot> snapshots, IReadOnlyList<VirtualMachine> shutOff, CancellationToken cancellation)
    {
        string[] ids = [.. snapshots.Select(s => s.VmId).Concat(shutOff.Select(vm => vm.Id)).Distinct(StringComparer.Ordinal)];
        if (ids.Length == 0)
        {
            return [];
        }

        IReadOnlyDictionary<string, EngineVm> now = await inventory.ReadAsync(ids, cancellation);
        return
        [
            .. snapshots.Where(s => now.ContainsKey(s.VmId)).Select(s => Of(s, now[s.VmId])).OfType<VmChange>(),
            .. shutOff.Where(vm => now.ContainsKey(vm.Id)).Select(vm => Of(vm, now[vm.Id])).OfType<VmChange>(),
        ];
    }

    private VmChange? Of(VmSnapshot snapshot, EngineVm vm)
    {
        string? broken = vm.SnapshotOf(snapshot.RunId) switch
        {
            null => "has lost the run's snapshot: somebody deleted it during the run, which merges its images, or reverted the VM",
            { IsLocked: true } => "has a snapshot that is locked by an operation that this run did not start: somebody deletes it, or reverts the VM",
            { Status: "in_preview" } => "is being reverted: somebody previews a snapshot of it",
            _ when vm.IsInPreview => "is being reverted: somebody previews a snapshot of it",
            _ => null,
        };
        string[] added = [.. vm.Disks
            .Where(d => DiskRules.IsProtected(d, domains) && !snapshot.Disks.Any(s => IsOf(s, d)))
            .Select(d => $"{d.Alias} ({domains.PathOf(d, d.ImageId!)})")];
        return (broken, added) switch
        {
            (null, []) => null,
            (null, _) => new VmChange(snapshot.VmId, $"got disk {string.Join(", ", added)} during the run, which no snapshot holds", Breaks: false) { DisksAdded = added },
            _ => new VmChange(snapshot.VmId, broken, Breaks: true)
            {
                DisksAdded = added,
            },
        };
    }

    private VmChange? Of(VirtualMachine planned, EngineVm vm)
    {
        if (vm.IsRunning)
        {
            return new VmChange(planned.Id, "was shut off and has been started during the run: its images are not static any more", Breaks: true);
        }

        string[] now = [.. vm.Disks.Where(d => DiskRules.IsProtected(d, domains)).Select(d => domains.PathOf(d, d.ImageId!)).Order(StringComparer.Ordinal)];
        return now.SequenceEqual(planned.Disks.Select(d => d.Path).Order(StringComparer.Ordinal))
            ? null
            : new VmChange(planned.Id, $"is shut off and got other images during the run: {string.Join(", ", now)}", Breaks: true);
    }

    // All images of a disk are in the same directory.
    private bool IsOf(SnapshotDisk snapshotDisk, EngineDisk disk)
    {
        string path = domains.PathOf(disk, disk.ImageId!);
        return snapshotDisk.BasePath.StartsWith(path[..(path.LastIndexOf('/') + 1)], StringComparison.Ordinal);
    }
}
