using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Sites;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>An oVirt engine, through its REST API.</summary>
public sealed class OvirtHypervisor(EngineClient client, EngineSettings settings, TimeProvider time, ILogger<OvirtHypervisor> logger) : IHypervisor
{
    private readonly EngineInventory _inventory = new(client);
    private readonly EngineDomains _domains = new(client, settings);
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Id, string Name), EngineWatch> _watches = [];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VirtualMachine>> ListRunningAsync(StorageDomain domain, CancellationToken cancellation) =>
        await new OvirtInventory(_inventory, await _domains.GetActiveAsync(domain, cancellation)).ListRunningAsync(cancellation);

    /// <inheritdoc/>
    /// <remarks>The engine writes the definitions into two disks of the domain, each hour by itself.</remarks>
    public async Task RefreshDefinitionsAsync(StorageDomain domain, CancellationToken cancellation)
    {
        EngineDomain found = await _domains.GetAsync(domain, cancellation);
        await client.PostAsync(
            $"storagedomains/{found.Id}/updateovfstore", new XElement("action", new XElement("async", "false")), cancellation);
    }

    /// <inheritdoc/>
    public async Task<VmSnapshot> SnapshotAsync(
        StorageDomain domain, VirtualMachine vm, SnapshotRequest request, CancellationToken cancellation)
    {
        if (request.Kind == SnapshotKind.Internal)
        {
            throw new DrException(new Error(
                ErrorCodes.PolicyInvalid, ErrorClass.Permanent, "oVirt takes external snapshots only: leave out snapshot.kind.", vm.Name));
        }

        EngineDomain found = await _domains.GetActiveAsync(domain, cancellation);
        GuestFreezer freezer = new(client, logger);
        return await new OvirtSnapshotter(client, Watch(found), found, freezer, time, logger).SnapshotAsync(vm, request, cancellation);
    }

    /// <inheritdoc/>
    public async Task<MergeProgress> MergeAsync(StorageDomain domain, VmSnapshot snapshot, TimeSpan slice, CancellationToken cancellation)
    {
        EngineDomain found = await _domains.GetAsync(domain, cancellation);
        return await new OvirtMerger(client, Watch(found), found, time, logger).MergeAsync(snapshot, slice, cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VmSnapshot>> FindLeftoversAsync(StorageDomain domain, CancellationToken cancellation) =>
        await new OvirtLeftovers(client, _inventory, await _domains.GetAsync(domain, cancellation)).FindAsync(cancellation);

    /// <inheritdoc/>
    /// <remarks>After the last one our login is given back. Another run that shares it logs in again by itself.</remarks>
    public async Task TellAsync(StorageDomain domain, RunNotice notice, CancellationToken cancellation)
    {
        await new OvirtEvents(client, await _domains.GetAsync(domain, cancellation)).PostAsync(notice, cancellation);
        if (notice.IsLast)
        {
            await client.LogOutAsync(cancellation);
        }
    }

    private EngineWatch Watch(EngineDomain domain)
    {
        lock (_gate)
        {
            return _watches.TryGetValue((domain.Id, domain.Name), out EngineWatch? watch)
                ? watch
                : _watches[(domain.Id, domain.Name)] = new EngineWatch(_inventory, domain, time);
        }
    }
}
