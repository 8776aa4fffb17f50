using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Runs;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>Keeps the VMs' definitions on the volume itself, so that replication carries them.</summary>
/// <remarks>
/// They are written without libvirt's security information, and with a run's overlays taken back to their images: a copy
/// of the volume holds the images, and not the overlays. Only what has changed is written.
/// </remarks>
public sealed class LibvirtDefinitions(LibvirtSite site, ILogger logger)
{
    /// <summary>Where they are, relative to the volume's root.</summary>
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
        IEnumerable<DiskImage> images = elements.SelectMany(e => DomainXml.Domain(e).Disks).SelectMany(d => d.Chain);
        VolumePaths paths = await site.Mounts.PathsAsync(host, domain, images, cancellation);
        return new HostDefinitions(host, paths.Mounts.Root, [.. elements.Where(e => IsOnVolume(e, paths)).Select(Definition)]);

        VmDefinition Definition(XElement element)
        {
            string uuid = DomainXml.Domain(element).Uuid;
            return new VmDefinition(uuid, active.Contains(uuid), WithoutOverlays(element).ToString() + "\n");
        }
    }

    private static bool IsOnVolume(XElement element, VolumePaths paths) => DiskRules.Protected(DomainXml.Domain(element), paths).Count > 0;

    private static XElement WithoutOverlays(XElement element)
    {
        foreach (XElement disk in element.Elements("devices").Elements("disk"))
        {
            while (disk.Element("source")?.Attribute("file") is { } file && RunId.OfOverlay(file.Value) is { } runId)
            {
                file.Value = file.Value[..^(runId.Length + 1)];
                disk.Element("backingStore")?.Remove();
            }
        }

        return element;
    }

    private sealed record VmDefinition(string Uuid, bool Active, string Xml);

    private sealed record HostDefinitions(LibvirtHost Host, string? Root, IReadOnlyList<VmDefinition> Definitions);
}
