using System.Xml.Linq;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Ids;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>A VM definition that can be used with a copy of the volume.</summary>
/// <remarks>
/// A copy contains images, but no overlays or storage pools: disks name the base image, as a file. Because the copy is mounted at
/// another path, the definition's metadata contains the path of each image within the volume:
/// <c>&lt;glusterdr:volume&gt;&lt;glusterdr:disk target="vda" path="vms/web.qcow2"/&gt;&lt;/glusterdr:volume&gt;</c>.
/// </remarks>
public static class RecoverableDefinition
{
    /// <summary>The namespace of what is added to a definition's metadata.</summary>
    public static readonly XNamespace Namespace = "urn:glusterdr:definition:1";

    /// <summary>Creates the definition.</summary>
    /// <param name="definition">The definition as XML; it is modified.</param>
    /// <param name="domain">The same definition, parsed, with the paths of pool volumes resolved.</param>
    /// <param name="paths">The host's paths.</param>
    /// <param name="volume">The volume.</param>
    public static string Of(XElement definition, Domain domain, VolumePaths paths, string volume)
    {
        XAttribute prefix = new(XNamespace.Xmlns + "glusterdr", Namespace.NamespaceName);
        XElement note = new(Namespace + "volume", prefix, new XAttribute("name", volume));
        XElement[] elements = [.. definition.Elements("devices").Elements("disk")];
        foreach ((XElement element, DomainDisk disk) in elements.Zip(domain.Disks))
        {
            if (disk.Active is { Type: "file", Path: { } active } && paths.Relative(disk.Active) is { } relative)
            {
                Point(element, WithoutOverlays(active));
                XAttribute path = new("path", WithoutOverlays(relative));
                note.Add(new XElement(Namespace + "disk", new XAttribute("target", disk.Target), path));
            }
        }

        Metadata(definition).Add(note);
        return definition + "\n";
    }

    private static void Point(XElement disk, string path)
    {
        XElement source = disk.Element("source")!;
        if (source.Attribute("file")?.Value == path)
        {
            return;
        }

        disk.SetAttributeValue("type", "file");
        source.ReplaceAttributes(new XAttribute("file", path));
        disk.Element("backingStore")?.Remove();
    }

    private static string WithoutOverlays(string path)
    {
        while (RunId.OfOverlay(path) is { } runId)
        {
            path = path[..^(runId.Length + 1)];
        }

        return path;
    }

    private static XElement Metadata(XElement definition)
    {
        if (definition.Element("metadata") is { } metadata)
        {
            metadata.Elements(Namespace + "volume").Remove();
            return metadata;
        }

        XElement added = new("metadata");
        (definition.Element("uuid") ?? definition.Elements().First()).AddAfterSelf(added);
        return added;
    }
}
