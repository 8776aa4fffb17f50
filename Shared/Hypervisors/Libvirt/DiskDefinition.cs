using System.Xml.Linq;
using GlusterDr.Errors;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>Points one disk of a VM's definition at another image of its chain, and changes nothing else in it.</summary>
public static class DiskDefinition
{
    /// <summary>Points the disk that names one image at another.</summary>
    /// <param name="located">The VM.</param>
    /// <param name="paths">The host's paths.</param>
    /// <param name="snapshot">The snapshot, for errors.</param>
    /// <param name="manifest">The disk.</param>
    /// <param name="from">The image that the definition names now, relative to the volume's root.</param>
    /// <param name="to">The image that it shall name.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task PointAsync(
        LocatedDomain located, VolumePaths paths, VmSnapshot snapshot, SnapshotDisk manifest, string from, string to, CancellationToken cancellation)
    {
        LibvirtHost host = located.Host;
        string text = await host.Virsh.DumpAsync([snapshot.VmId], inactive: true, cancellation);
        XElement? device = DomainXml.Elements(text, host.Name)
            .SelectMany(d => d.Elements("devices").Elements("disk"))
            .FirstOrDefault(d => paths.Relative(Source(d)?.Value) == from);
        string? path = paths.Mounts.OnHost(to);
        if (device is null || path is null)
        {
            throw MergeProof.Unexpected(snapshot, manifest, host.Name, $"its definition does not name {from}");
        }

        Source(device)!.Value = path;
        device.Element("backingStore")?.Remove();
        VirshOutcome outcome = await host.Virsh.DefineDeviceAsync(snapshot.VmId, device.ToString(), cancellation);
        outcome.Require(ErrorCodes.MergeFailed, $"The definition of VM {snapshot.VmName} could not be pointed at {to}");
    }

    private static XAttribute? Source(XElement disk) => disk.Element("source")?.Attribute("file");
}
