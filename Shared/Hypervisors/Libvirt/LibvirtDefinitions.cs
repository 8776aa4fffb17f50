using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Storage;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>Stores the VM definitions on the volume itself, so that they are replicated.</summary>
/// <remarks>
/// They are written without libvirt's security information, as <see cref="RecoverableDefinition"/>s. Only changed definitions are
/// written, because every write is replicated.
/// </remarks>
public sealed class LibvirtDefinitions(LibvirtSite site, ILogger logger)
{
    /// <summary>The folder, relative to the volume's root.</summary>
    public const string Folder = ".glusterdr/definitions";

    /// <summary>Writes the definitions of all VMs with a disk on the volume, running or not.</summary>
    public async Task RefreshAsync(StorageDomain domain, CancellationToken cancellation)
    {
        IReadOnlyList<HostDefinitions> found = await site.OnAllAsync(domain, (host, stop) => ReadAsync(domain, host, stop), cancellation);
        Dictionary<string, VmDefinition> wanted = [];
        foreach (VmDefinition definition in found.SelectMany(f => f.Definitions).OrderBy(d => d.Active))
        {
            wanted[definition.Uuid] = definition;
        }

        if (wanted.Count == 0)
        {
            return;
        }

        HostDefinitions writer = found.FirstOrDefault(f => f.Root is not null) ?? throw new DrException(new Error(
            ErrorCodes.VolumeNotMounted,
            ErrorClass.Permanent,
            $"No host mounts the whole of volume {domain.Volume}: the VMs' definitions can't be put on it.",
            domain.Site.Name,
            Advice: "Mount the volume itself, and not only a folder of it, on one of the hosts."));
        int written = await writer.Host.Files.WriteChangedAsync(
            $"{writer.Root}/{Folder}", wanted.Values.ToDictionary(d => $"{d.Uuid}.xml", d => d.Xml, StringComparer.Ordinal), cancellation);
        LibvirtLog.DefinitionsWritten(logger, writer.Host.Name, written, wanted.Count, domain.Volume);
    }

    private async Task<HostDefinitions> ReadAsync(StorageDomain domain, LibvirtHost host, CancellationToken cancellation)
    {
        IReadOnlyList<string> uuids = await host.Virsh.ListAsync(all: true, cancellation);
        HashSet<string> active = [.. await host.Virsh.ListAsync(all: false, cancellation)];
        IReadOnlyList<XElement> elements = uuids.Count == 0
            ? []
            : DomainXml.Elements(await host.Virsh.DumpAsync(uuids, inactive: true, cancellation), host.Name);
        IReadOnlyList<Domain> domains = await host.ResolveAsync([.. elements.Select(DomainXml.Domain)], cancellation);
        VolumePaths paths = await site.Mounts.PathsAsync(host, domain, domains.SelectMany(d => d.Images), cancellation);
        return new HostDefinitions(host, paths.Mounts.Root, [.. elements.Zip(domains)
            .Where(e => DiskRules.Protected(e.Second, paths).Count > 0)
            .Select(e => new VmDefinition(
                e.Second.Uuid, active.Contains(e.Second.Uuid), RecoverableDefinition.Of(e.First, e.Second, paths, domain.Volume)))]);
    }

    private sealed record VmDefinition(string Uuid, bool Active, string Xml);

    private sealed record HostDefinitions(LibvirtHost Host, string? Root, IReadOnlyList<VmDefinition> Definitions);
}
