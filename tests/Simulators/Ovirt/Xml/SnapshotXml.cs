using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>How the engine represents snapshots.</summary>
internal static class SnapshotXml
{
    /// <summary>All snapshots of a machine, including the active one.</summary>
    public static IEnumerable<XElement> All(EngineVm vm) => vm.Snapshots.Select(s => Of(vm, s)).Append(Active(vm));

    public static XElement Of(EngineVm vm, EngineSnapshot snapshot) =>
        Make(vm, snapshot.Id, snapshot.Description, snapshot.Date, snapshot.HasMemory, snapshot.Status, "regular");

    /// <summary>One snapshot of a machine, by its id.</summary>
    public static XElement Of(EngineVm? vm, string id) => vm switch
    {
        null => throw NotFound(id),
        _ when vm.ActiveSnapshotId == id => Active(vm),
        _ => vm.Snapshot(id) is { } snapshot ? Of(vm, snapshot) : throw NotFound(id),
    };

    /// <summary>The disks of a snapshot, each with the image that contains its state.</summary>
    public static IEnumerable<XElement> Disks(EngineVm? vm, string id)
    {
        if (vm is null || (vm.ActiveSnapshotId != id && vm.Snapshot(id) is null))
        {
            throw NotFound(id);
        }

        return vm.Disks.Where(d => !d.IsLun && d.ImageOf(id) is not null)
            .Select(d => VmXml.Disk(d, d.ImageOf(id), $"vms/{vm.Id}/snapshots/{id}/disks"));
    }

    /// <summary>For a missing snapshot, the engine answers with a fault; for other entities only with 404.</summary>
    public static EngineFault NotFound(string id) => new(404, $"Entity not found: GetSnapshotBySnapshotId: snapshot id={id}");

    private static XElement Active(EngineVm vm) =>
        Make(vm, vm.ActiveSnapshotId, "Active VM", vm.Engine.Now, withMemory: false, vm.IsPreviewing ? "in_preview" : "ok", vm.IsPreviewing ? "preview" : "active");

    private static XElement Make(EngineVm vm, string id, string description, DateTimeOffset date, bool withMemory, string status, string type)
    {
        string path = $"vms/{vm.Id}/snapshots/{id}";
        XElement element = EngineXml.Ref("snapshot", $"vms/{vm.Id}/snapshots", id);
        element.Add(
            EngineXml.Actions(path, "restore"),
            new XElement("description", description),
            new[] { "cdroms", "disks", "nics" }.Select(l => EngineXml.Link(path, l)),
            EngineXml.Time("date", date),
            EngineXml.Value("persist_memorystate", withMemory),
            new XElement("snapshot_status", status),
            new XElement("snapshot_type", type),
            EngineXml.Ref("vm", "vms", vm.Id));
        return element;
    }
}
