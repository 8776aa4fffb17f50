using System.Xml.Linq;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>Reads VMs with their disks and snapshots, with one list call for many of them.</summary>
internal sealed class EngineInventory(EngineClient client)
{
    // The order matters: if a merge ends between the two, it is seen as done, and not as a missing snapshot whose overlay still exists.
    private const string Follow = "snapshots,disk_attachments.disk";

    // So many ids fit into the longest URL that the engine's web server accepts (8 KiB).
    private const int IdsAtOnce = 100;

    /// <summary>Lists all VMs of these domains, running or not, each once.</summary>
    public async Task<IReadOnlyList<EngineVm>> ListAsync(DomainSet domains, CancellationToken cancellation)
    {
        IReadOnlyList<XElement>[] found = await Task.WhenAll(
            domains.All.Select(d => EngineList.ReadAllAsync(client, "vms", $"Storage.name=\"{d.Name}\" sortby name asc", Follow, cancellation)));
        return [.. found.SelectMany(f => f).Select(EngineXml.Vm).DistinctBy(vm => vm.Id)];
    }

    /// <summary>Reads VMs by id. A VM that is missing in the result may still exist.</summary>
    public async Task<IReadOnlyDictionary<string, EngineVm>> ReadAsync(IEnumerable<string> vmIds, CancellationToken cancellation)
    {
        IEnumerable<EngineVm>[] found = await Task.WhenAll(vmIds.Chunk(IdsAtOnce).Select(ids => ReadChunkAsync(ids, cancellation)));
        return found.SelectMany(f => f).ToDictionary(vm => vm.Id);
    }

    /// <summary>Finds one VM; null: it does not exist.</summary>
    public async Task<EngineVm?> FindAsync(string vmId, CancellationToken cancellation) =>
        await client.FindAsync($"vms/{vmId}?follow={Follow}", cancellation) is { } vm ? EngineXml.Vm(vm) : null;

    private async Task<IEnumerable<EngineVm>> ReadChunkAsync(string[] ids, CancellationToken cancellation)
    {
        string search = Uri.EscapeDataString(string.Join(" or ", ids.Select(id => $"id={id}")));
        XElement answer = await client.GetAsync($"vms?search={search}&max={ids.Length}&follow={Follow}", cancellation);
        return answer.Elements("vm").Select(EngineXml.Vm);
    }
}
