using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Hypervisors.Ovirt.Snapshots;
using GlusterDr.Ids;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>Finds snapshots that earlier runs left, by their description, also on VMs that are shut off.</summary>
internal sealed class OvirtLeftovers(EngineClient client, EngineInventory inventory, DomainSet domains)
{
    public async Task<IReadOnlyList<VmSnapshot>> FindAsync(CancellationToken cancellation)
    {
        (EngineVm Vm, EngineSnapshot Snapshot, string Run)[] found = [..
            from vm in await inventory.ListAsync(domains, cancellation)
            from snapshot in vm.Snapshots
            let run = SnapshotTag.RunOf(snapshot.Description)
            where run is not null
            select (vm, snapshot, run)];
        if (found.Length == 0)
        {
            return [];
        }

        EngineChains chains = await EngineChains.ReadAsync(client, domains, cancellation);
        return [.. found.Select(f => Describe(f.Vm, f.Snapshot, f.Run, chains))];
    }

    private VmSnapshot Describe(EngineVm vm, EngineSnapshot snapshot, string run, EngineChains chains) => new(
        vm.Id, vm.Name, vm.HostId ?? "", run, SnapshotKind.External, Quiesced: false,
        snapshot.Date ?? RunTime.Of(run) ?? DateTimeOffset.UnixEpoch, [.. OvirtManifest.Of(vm, snapshot.Id, chains, domains)]);
}
