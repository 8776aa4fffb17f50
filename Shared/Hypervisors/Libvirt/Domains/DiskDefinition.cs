using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Merging;
using GlusterDr.Hypervisors.Libvirt.Virsh;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Libvirt.Domains;

/// <summary>Changes the image that one disk of a VM's definition names, and nothing else in the definition.</summary>
public static class DiskDefinition
{
    /// <summary>Points a disk that names its overlay to the base image.</summary>
    public static Task PointAtBaseAsync(MergeSubject subject, SnapshotDisk disk, CancellationToken cancellation) =>
        PointAsync(subject, disk, disk.OverlayPath!, disk.BasePath, cancellation);

    /// <summary>Points a disk that names its base image to the overlay.</summary>
    public static Task PointAtOverlayAsync(MergeSubject subject, SnapshotDisk disk, CancellationToken cancellation) =>
        PointAsync(subject, disk, disk.BasePath, disk.OverlayPath!, cancellation);

    private static async Task PointAsync(
        MergeSubject subject, SnapshotDisk disk, string from, string to, CancellationToken cancellation)
    {
        LibvirtHost host = subject.Host;
        string text = await host.Virsh.DumpAsync([subject.Snapshot.VmId], inactive: true, cancellation);
        XElement? device = DomainXml.Elements(text, host.Name)
            .SelectMany(d => d.Elements("devices").Elements("disk"))
            .FirstOrDefault(d => subject.Paths.Relative(Source(d)?.Value) == from);
        string? path = subject.Paths.Mounts.OnHost(to);
        if (device is null || path is null)
        {
            throw subject.Unexpected(disk, $"its definition does not name {from}");
        }

        Source(device)!.Value = path;
        device.Element("backingStore")?.Remove();
        VirshOutcome outcome = await host.Virsh.DefineDeviceAsync(subject.Snapshot.VmId, device.ToString(), cancellation);
        outcome.Require(ErrorCodes.MergeFailed, $"The definition of VM {subject.Snapshot.VmName} could not be changed to {to}");
    }

    private static XAttribute? Source(XElement disk) => disk.Element("source")?.Attribute("file");
}
