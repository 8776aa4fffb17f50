using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>What a request for a snapshot asks for.</summary>
/// <param name="Description">What it is called.</param>
/// <param name="WithMemory">Whether the guest's memory is saved too, and the guest held meanwhile.</param>
/// <param name="DiskIds">The disks; null: all that can be.</param>
internal sealed record SnapshotWish(string Description, bool WithMemory, IReadOnlyList<string>? DiskIds)
{
    private static readonly HashSet<string> Known = ["description", "persist_memorystate", "disk_attachments"];

    public static SnapshotWish Read(EngineRequest request)
    {
        if (request.Body?.Element("description") is not { } description)
        {
            throw EngineFault.Incomplete("Snapshot", "description", "doAdd");
        }

        foreach (XElement odd in request.Body.Elements().Where(e => !Known.Contains(e.Name.LocalName)))
        {
            request.Engine.Unexpected($"POST snapshots: no element {odd.Name} of a snapshot is simulated");
        }

        // Memory is saved unless that is declined.
        bool withMemory = request.Body.Element("persist_memorystate")?.Value.Trim() is not ("false" or "0");
        IReadOnlyList<string>? disks = request.Body.Element("disk_attachments") is { } attachments
            ? [.. attachments.Elements("disk_attachment").Select(DiskOf)]
            : null;
        return new SnapshotWish(description.Value, withMemory, disks);
    }

    private static string DiskOf(XElement attachment) =>
        attachment.Element("disk")?.Attribute("id")?.Value ?? throw EngineFault.Incomplete("DiskAttachment", "disk.id", "doAdd");
}
