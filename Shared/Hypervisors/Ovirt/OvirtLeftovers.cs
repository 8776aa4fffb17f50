using System.Xml.Linq;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>Snapshots that runs of ours left, known by their description; also of VMs that are shut off now.</summary>
internal sealed class OvirtLeftovers(EngineClient client, EngineInventory inventory, EngineDomain domain)
{
    private const int AtOnce = 8;

    public async Task<IReadOnlyList<VmSnapshot>> FindAsync(CancellationToken cancellation)
    {
        (EngineVm Vm, EngineSnapshot Snapshot, string Run)[] found = [..
            from vm in await inventory.ListAsync(domain, cancellation)
            from snapshot in vm.Snapshots
            let run = SnapshotTag.RunOf(snapshot.Description)
            where run is not null
            select (vm, snapshot, run)];
        VmSnapshot?[] leftovers = new VmSnapshot?[found.Length];
        ParallelOptions options = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForAsync(0, found.Length, options, async (i, token) =>
            leftovers[i] = await DescribeAsync(found[i].Vm, found[i].Snapshot, found[i].Run, token));
        return [.. leftovers.OfType<VmSnapshot>()];
    }

    /// <summary>Null: the engine has merged it meanwhile.</summary>
    private async Task<VmSnapshot?> DescribeAsync(EngineVm vm, EngineSnapshot snapshot, string run, CancellationToken cancellation)
    {
        if (await client.FindAsync($"vms/{vm.Id}/snapshots/{snapshot.Id}/disks", cancellation) is not { } frozen)
        {
            return null;
        }

        SnapshotDisk[] disks = [.. OvirtManifest.Frozen(frozen, domain).Select(d => OvirtManifest.Disk(domain, d, OvirtManifest.Overlay(d, vm)))];
        return new VmSnapshot(
            vm.Id, vm.Name, vm.HostId ?? "", run, SnapshotKind.External, Quiesced: false,
            snapshot.Date ?? RunTime.Of(run) ?? DateTimeOffset.UnixEpoch, disks);
    }
}
