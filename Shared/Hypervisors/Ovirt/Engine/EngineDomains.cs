using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Sites;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>Finds the storage domains of a policy. They must be attached GlusterFS data domains on the policy's volumes.</summary>
internal sealed class EngineDomains(EngineClient client, EngineSettings settings)
{
    /// <summary>Gets the domains, which must be active: nothing new is started on one that is not.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.DomainNotFound"/> or <see cref="ErrorCodes.DomainUnfit"/>.</exception>
    public async Task<DomainSet> GetActiveAsync(StorageDomain domain, CancellationToken cancellation)
    {
        DomainSet found = await GetAsync(domain, cancellation);
        await Task.WhenAll(found.All.Select(d => ThrowUnlessActiveAsync(d, cancellation)));
        return found;
    }

    /// <summary>Gets the domains in any status, to continue what was started on them.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.DomainNotFound"/> or <see cref="ErrorCodes.DomainUnfit"/>.</exception>
    public async Task<DomainSet> GetAsync(StorageDomain domain, CancellationToken cancellation)
    {
        XElement found = await client.GetAsync("storagedomains?max=10000", cancellation);
        EngineDomain[] all = [.. found.Elements("storage_domain").Select(EngineXml.Domain)];
        EngineDomain chosen = settings.StorageDomain is { } name ? Named(all, name) : OnVolume(all, domain.Volume, domain);
        return WhyUnfit(chosen, domain.Volume) is { } why
            ? throw Unfit(chosen, why)
            : new DomainSet([chosen, .. domain.Further.Select(v => OnVolume(all, v, domain))]);
    }

    private async Task ThrowUnlessActiveAsync(EngineDomain domain, CancellationToken cancellation)
    {
        switch (await StatusAsync(domain, cancellation))
        {
            case "active":
                return;
            case ("unknown" or "locked" or "activating") and var passing:
                throw Unfit(domain, $"it is {passing} just now", ErrorClass.Transient);
            case var status:
                throw Unfit(domain, $"it is {status}: activate it");
        }
    }

    /// <summary>Reads the status. Only the data centre reports it: a domain that is not attached has none.</summary>
    private async Task<string> StatusAsync(EngineDomain domain, CancellationToken cancellation) =>
        domain.DataCenterId is { } center && await client.FindAsync($"datacenters/{center}/storagedomains/{domain.Id}", cancellation) is { } attached
            ? EngineXml.Domain(attached).Status ?? "of an unknown status"
            : domain.Status ?? "not attached to a data centre";

    private static EngineDomain Named(EngineDomain[] all, string name) => Array.Find(all, d => d.Name == name)
        ?? throw NotFound($"The oVirt engine has no storage domain '{name}'; it has {Names(all)}.");

    /// <summary>Finds the domain on a volume. If two pools have a volume of that name, the one mounted from a node of the policy is taken.</summary>
    private static EngineDomain OnVolume(EngineDomain[] all, string volume, StorageDomain policy)
    {
        EngineDomain[] fitting = Array.FindAll(all, d => WhyUnfit(d, volume) is null);
        fitting = fitting.Length > 1 && Array.FindAll(fitting, d => policy.Site.GlusterHosts.Contains(d.Address)) is { Length: > 0 } ours ? ours : fitting;
        return fitting switch
        {
            [var one] => one,
            [] => throw NotFound($"No GlusterFS data domain of the engine is on volume '{volume}'; it has {Names(all)}."),
            _ => throw NotFound($"{fitting.Length} storage domains are on volumes named '{volume}' ({Names(fitting)}). The nodes in site.gluster must match the mount address of exactly one of them."),
        };
    }

    private static string? WhyUnfit(EngineDomain found, string volume) => found switch
    {
        { Type: not "data" } => $"it is a domain for {found.Type}, not for data",
        { IsGluster: false } => $"it is on {found.StorageType}: disaster recovery is for GlusterFS domains",
        _ when found.Volume != volume => $"it is on volume '{found.Volume}', and the policy protects '{volume}'",
        _ => null,
    };

    private static string Names(EngineDomain[] domains) => domains.Length == 0
        ? "none"
        : string.Join(", ", domains.Select(d => $"'{d.Name}' ({d.Type}, {d.StorageType}{(d.Path is null ? "" : $", {d.Path}")})"));

    private static DrException NotFound(string message) => new(new Error(
        ErrorCodes.DomainNotFound,
        ErrorClass.Permanent,
        message,
        Advice: "Name the domain of the policy's volume in hypervisor.storage-domain as the engine's storage page shows it, the volume in volume, "
            + "and in site.gluster the nodes as the domains are mounted from them."));

    private static DrException Unfit(EngineDomain domain, string why, ErrorClass errorClass = ErrorClass.NeedsPerson) => new(new Error(
        ErrorCodes.DomainUnfit, errorClass, $"Storage domain '{domain.Name}' cannot be protected: {why}.", domain.Name));
}
