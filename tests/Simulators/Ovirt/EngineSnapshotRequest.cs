using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>The content of a request for a snapshot.</summary>
/// <param name="Description">Its description.</param>
/// <param name="WithMemory">Whether the guest's memory is saved too, while the guest is paused.</param>
/// <param name="DiskIds">The disks. Null: all disks that can be part of a snapshot.</param>
internal sealed record EngineSnapshotRequest(string Description, bool WithMemory, IReadOnlyList<string>? DiskIds)
{
    private static readonly HashSet<string> Known = ["description", "persist_memorystate", "disk_attachments"];

    public static EngineSnapshotRequest Read(EngineRequest request)
    {
        if (request.Body?.Element("description") is not { } description)
        {
            throw EngineFault.Incomplete("Snapshot", "description", "doAdd");
        }

        foreach (XElement odd in request.Body.Elements().Where(e => !Known.Contains(e.Name.LocalName)))
        {
            request.Engine.Unexpected($"POST snapshots: no element {odd.Name} of a snapshot is simulated");
        }

        // By default, memory is saved.
        bool withMemory = request.Body.Element("persist_memorystate")?.Value.Trim() is not ("false" or "0");
        IReadOnlyList<string>? disks = request.Body.Element("disk_attachments") is { } attachments
            ? [.. attachments.Elements("disk_attachment").Select(DiskOf)]
            : null;
        return new EngineSnapshotRequest(description.Value, withMemory, disks);
    }

    private static string DiskOf(XElement attachment) =>
        attachment.Element("disk")?.Attribute("id")?.Value ?? throw EngineFault.Incomplete("DiskAttachment", "disk.id", "doAdd");
}
