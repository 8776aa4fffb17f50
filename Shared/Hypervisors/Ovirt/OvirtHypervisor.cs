using System.Collections.Concurrent;
using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Hypervisors.Ovirt.Merging;
using GlusterDr.Hypervisors.Ovirt.Snapshots;
using GlusterDr.Policies;
using GlusterDr.Sites;
using GlusterDr.Vms;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>An oVirt engine, through its REST API.</summary>
public sealed class OvirtHypervisor(EngineClient client, EngineSettings settings, TimeProvider time, ILogger<OvirtHypervisor> logger) : IHypervisor
{
    private readonly EngineInventory _inventory = new(client);
    private readonly EngineDomains _domains = new(client, settings);
    private readonly EngineWatch _watch = new(new EngineInventory(client), time);

    // Read at the start of a run, not for each of its VMs.
    private readonly ConcurrentDictionary<string, DomainSet> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SharedReading<EngineChains>> _chains = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<StorageDomainFacts> VerifyStorageDomainAsync(StorageDomain domain, CancellationToken cancellation)
    {
        DomainSet domains = Remember(domain, await _domains.GetActiveAsync(domain, cancellation));
        return new StorageDomainFacts(
            [.. domains.All.Select(d => new StorageDomainFacts.ExpectedFile(d.Volume!, d.MetadataPath))], await new ManagedVolumes(client).FindUnmanagedAsync(domains, cancellation));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VirtualMachine>> ListAsync(StorageDomain domain, CancellationToken cancellation)
    {
        DomainSet domains = Remember(domain, await _domains.GetActiveAsync(domain, cancellation));
        return await new OvirtInventory(client, _inventory, domains).ListAsync(cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VmChange>> FindChangesAsync(
        StorageDomain domain, IReadOnlyList<VmSnapshot> snapshots, IReadOnlyList<VirtualMachine> shutOff, CancellationToken cancellation) =>
        await new OvirtChanges(_inventory, await DomainsAsync(domain, cancellation)).FindAsync(snapshots, shutOff, cancellation);

    /// <inheritdoc/>
    /// <remarks>The engine writes the definitions to two disks of each storage domain (OVF_STORE), by itself once an hour.</remarks>
    public async Task RefreshDefinitionsAsync(StorageDomain domain, CancellationToken cancellation)
    {
        DomainSet domains = await DomainsAsync(domain, cancellation);
        EngineJobs jobs = new(client, time);
        await Task.WhenAll(domains.All.Select(async d =>
        {
            XElement answer = await client.PostAsync($"storagedomains/{d.Id}/updateovfstore", new XElement("action"), cancellation);
            await jobs.WaitAsync(answer, $"writing the definitions of storage domain '{d.Name}'", cancellation);
        }));
    }

    /// <inheritdoc/>
    public async Task<VmSnapshot> SnapshotAsync(
        StorageDomain domain, VirtualMachine vm, SnapshotRequest request, CancellationToken cancellation)
    {
        if (request.Kind == SnapshotKind.Internal)
        {
            throw new DrException(new Error(
                ErrorCodes.PolicyInvalid, ErrorClass.Permanent, "oVirt supports external snapshots only: remove snapshot.kind from the policy.", vm.Name));
        }

        DomainSet domains = await DomainsAsync(domain, cancellation);
        return await new OvirtSnapshotter(client, _inventory, _watch, Chains(domains), domains, time, logger).SnapshotAsync(vm, request, cancellation);
    }

    /// <inheritdoc/>
    public Task ThawAsync(StorageDomain domain, VirtualMachine vm, CancellationToken cancellation) =>
        new GuestFreezer(client, time, logger).ThawAsync(vm.Id, vm.Name);

    /// <inheritdoc/>
    public async Task<MergeProgress> MergeAsync(StorageDomain domain, VmSnapshot snapshot, TimeSpan slice, CancellationToken cancellation)
    {
        DomainSet domains = await DomainsAsync(domain, cancellation);
        return await new OvirtMerger(client, _inventory, _watch, Chains(domains), domains, time, logger).MergeAsync(snapshot, slice, cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VmSnapshot>> FindLeftoversAsync(StorageDomain domain, CancellationToken cancellation)
    {
        DomainSet domains = Remember(domain, await _domains.GetAsync(domain, cancellation));
        return await new OvirtLeftovers(client, _inventory, domains).FindAsync(cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>Logs out after the last notice. Another run that shares the login logs in again by itself.</remarks>
    public async Task NotifyAsync(StorageDomain domain, IHypervisor.Notice notice, CancellationToken cancellation)
    {
        DomainSet domains = await DomainsAsync(domain, cancellation);
        await Task.WhenAll(domains.All.Select(d => new OvirtEvents(client, d).PostAsync(notice, cancellation)));
        if (notice.IsLast)
        {
            await client.LogOutAsync(cancellation);
        }
    }

    private async Task<DomainSet> DomainsAsync(StorageDomain domain, CancellationToken cancellation) =>
        _known.TryGetValue(Key(domain), out DomainSet? known) ? known : Remember(domain, await _domains.GetAsync(domain, cancellation));

    private SharedReading<EngineChains> Chains(DomainSet domains) => _chains.GetOrAdd(
        string.Join('/', domains.All.Select(d => d.Id)), _ => new(() => EngineChains.ReadAsync(client, domains, CancellationToken.None), time));

    private DomainSet Remember(StorageDomain domain, DomainSet found) => _known[Key(domain)] = found;

    private static string Key(StorageDomain domain) => string.Join('/', domain.Further.Prepend(domain.Volume));
}
