using System.Xml.Linq;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>The VMs of a storage domain with their disks and snapshots, in one list call for all of them.</summary>
internal sealed class EngineInventory(EngineClient client)
{
    // In this order: a merge that ends in between is then seen as done, not as a snapshot that is gone with its overlay still there.
    private const string Follow = "snapshots,disk_attachments.disk";

    /// <summary>All of them, running or not; a VM of several domains is listed in each.</summary>
    public async Task<IReadOnlyList<EngineVm>> ListAsync(EngineDomain domain, CancellationToken cancellation) =>
        [.. (await EngineList.ReadAllAsync(client, "vms", Search(domain), Follow, cancellation)).Select(EngineXml.Vm)];

    /// <summary>One reading, by id: for who waits and looks again.</summary>
    public async Task<IReadOnlyDictionary<string, EngineVm>> LookAsync(EngineDomain domain, CancellationToken cancellation)
    {
        Dictionary<string, XElement> found = await EngineList.ReadOnceAsync(client, "vms", Search(domain), Follow, cancellation);
        return found.ToDictionary(f => f.Key, f => EngineXml.Vm(f.Value));
    }

    /// <summary>One VM; null: the engine has none.</summary>
    public async Task<EngineVm?> FindAsync(string vmId, CancellationToken cancellation) =>
        await client.FindAsync($"vms/{vmId}?follow={Follow}", cancellation) is { } vm ? EngineXml.Vm(vm) : null;

    private static string Search(EngineDomain domain) => $"Storage.name=\"{domain.Name}\" sortby name asc";
}
