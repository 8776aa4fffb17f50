using System.Xml.Linq;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>VMs with their disks and snapshots, in one list call for many of them.</summary>
internal sealed class EngineInventory(EngineClient client)
{
    // In this order: a merge that ends in between is then seen as done, not as a snapshot that is gone with its overlay still there.
    private const string Follow = "snapshots,disk_attachments.disk";

    // As many ids as fit well into the longest address that the engine's web server takes (8 KiB).
    private const int IdsAtOnce = 100;

    /// <summary>All VMs of these domains, running or not, each once.</summary>
    public async Task<IReadOnlyList<EngineVm>> ListAsync(DomainSet domains, CancellationToken cancellation)
    {
        IReadOnlyList<XElement>[] found = await Task.WhenAll(
            domains.All.Select(d => EngineList.ReadAllAsync(client, "vms", $"Storage.name=\"{d.Name}\" sortby name asc", Follow, cancellation)));
        return [.. found.SelectMany(f => f).Select(EngineXml.Vm).DistinctBy(vm => vm.Id)];
    }

    /// <summary>Some VMs, by id; one that is missing is either gone or not.</summary>
    public async Task<IReadOnlyDictionary<string, EngineVm>> ReadAsync(IEnumerable<string> vmIds, CancellationToken cancellation)
    {
        IEnumerable<EngineVm>[] found = await Task.WhenAll(vmIds.Chunk(IdsAtOnce).Select(ids => ReadChunkAsync(ids, cancellation)));
        return found.SelectMany(f => f).ToDictionary(vm => vm.Id);
    }

    /// <summary>One VM; null: the engine has none.</summary>
    public async Task<EngineVm?> FindAsync(string vmId, CancellationToken cancellation) =>
        await client.FindAsync($"vms/{vmId}?follow={Follow}", cancellation) is { } vm ? EngineXml.Vm(vm) : null;

    private async Task<IEnumerable<EngineVm>> ReadChunkAsync(string[] ids, CancellationToken cancellation)
    {
        string search = Uri.EscapeDataString(string.Join(" or ", ids.Select(id => $"id={id}")));
        XElement answer = await client.GetAsync($"vms?search={search}&max={ids.Length}&follow={Follow}", cancellation);
        return answer.Elements("vm").Select(EngineXml.Vm);
    }
}
