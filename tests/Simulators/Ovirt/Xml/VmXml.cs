using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>How the engine represents machines and their disks.</summary>
internal static class VmXml
{
    private static readonly string[] Links =
    [
        "diskattachments", "snapshots", "nics", "cdroms", "statistics", "permissions", "tags", "affinitylabels", "applications",
        "graphicsconsoles", "hostdevices", "reporteddevices", "sessions", "watchdogs",
    ];

    /// <summary>A machine.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="follow">Links that are replaced by their content.</param>
    /// <param name="collection">The collection in its address.</param>
    public static XElement Of(EngineVm vm, IReadOnlyList<string> follow, string collection = "vms")
    {
        string path = $"vms/{vm.Id}";
        bool withDisks = follow.Any(f => f == "diskattachments" || f.StartsWith("diskattachments.", StringComparison.Ordinal));
        bool withSnapshots = follow.Contains("snapshots");
        XElement element = EngineXml.Ref("vm", collection, vm.Id);
        element.Add(
            EngineXml.Actions(path, "start", "stop", "shutdown", "migrate", "freezefilesystems", "thawfilesystems", "suspend", "reboot"),
            new XElement("name", vm.Name),
            new XElement("description"),
            new XElement("comment"),
            Links.Where(l => !(withDisks && l == "diskattachments") && !(withSnapshots && l == "snapshots")).Select(l => EngineXml.Link(path, l)),
            withDisks ? new XElement("disk_attachments", vm.Disks.Select(d => Attachment(vm, d, follow.Contains("diskattachments.disk")))) : null,
            withSnapshots ? new XElement("snapshots", SnapshotXml.All(vm)) : null,
            Display(vm),
            new XElement("origin", vm.Origin),
            EngineXml.Value("stateless", false),
            new XElement("type", "server"),
            EngineXml.Value("has_illegal_images", EngineFields.HasIllegalImages(vm)),
            EngineXml.Value("next_run_configuration_exists", false),
            EngineXml.Ref("cluster", "clusters", vm.Engine.ClusterId),
            vm.IsDown ? null : EngineXml.Ref("host", "hosts", vm.Machine.Hypervisor.Node.Id),
            new XElement("status", vm.Status));
        return element;
    }

    /// <summary>A disk as part of a machine.</summary>
    public static XElement Attachment(EngineVm vm, EngineDisk disk, bool withDisk)
    {
        XElement element = EngineXml.Ref("disk_attachment", $"vms/{vm.Id}/diskattachments", disk.Id);
        element.Add(
            EngineXml.Value("active", disk.IsPlugged),
            EngineXml.Value("bootable", vm.Disks[0] == disk),
            new XElement("interface", "virtio_scsi"),
            EngineXml.Value("pass_discard", false),
            EngineXml.Value("read_only", false),
            EngineXml.Value("uses_scsi_reservation", false),
            withDisk ? Disk(disk) : EngineXml.Ref("disk", "disks", disk.Id),
            EngineXml.Ref("vm", "vms", vm.Id));
        return element;
    }

    /// <summary>A disk with the image in use, or with an older one as part of a snapshot.</summary>
    public static XElement Disk(EngineDisk disk, EngineImage? image = null, string collection = "disks", string name = "disk")
    {
        XElement element = EngineXml.Ref(name, collection, disk.Id);
        element.Add(
            new XElement("name", disk.Alias),
            new XElement("alias", disk.Alias),
            new XElement("description"),
            EngineXml.Value("propagate_errors", false),
            EngineXml.Value("shareable", disk.Shareable),
            EngineXml.Value("wipe_after_delete", false),
            new XElement("content_type", disk.IsOvfStore ? "ovf_store" : "data"),
            new XElement("storage_type", disk.IsLun ? "lun" : "image"),
            disk.IsLun ? Lun(disk) : Image(disk, image ?? disk.Chain[0]));
        return element;
    }

    // The addresses of its consoles are shown only while a machine is up.
    private static XElement Display(EngineVm vm) => new(
        "display",
        vm.IsDown ? null : new XElement("address", vm.Machine.Hypervisor.Node.Name),
        EngineXml.Value("allow_override", false),
        EngineXml.Value("copy_paste_enabled", true),
        new XElement("disconnect_action", "LOCK_SCREEN"),
        EngineXml.Value("disconnect_action_delay", 0),
        EngineXml.Value("file_transfer_enabled", true),
        EngineXml.Value("monitors", 1),
        vm.IsDown ? null : EngineXml.Value("port", 5900),
        EngineXml.Value("smartcard_enabled", false),
        new XElement("type", "vnc"));

    private static IEnumerable<XElement> Image(EngineDisk disk, EngineImage image)
    {
        long actual = BytesOf(disk, image);
        yield return EngineXml.Value("actual_size", actual);
        yield return new XElement("backup", "none");
        yield return new XElement("format", image.Format);
        yield return new XElement("image_id", image.Id);
        yield return EngineXml.Value("provisioned_size", disk.Size);
        if (image.Format == "cow")
        {
            yield return new XElement("qcow_version", "qcow2_v3");
        }

        yield return EngineXml.Value("sparse", true);
        yield return new XElement("status", disk.IsLocked ? "locked" : image.IsIllegal ? "illegal" : "ok");
        yield return EngineXml.Value("total_size", disk.Chain.Sum(i => BytesOf(disk, i)));
        yield return new XElement("storage_domains", EngineXml.Ref("storage_domain", "storagedomains", disk.Domain!.Id));
        if (image.SnapshotId.Length > 0)
        {
            yield return new XElement("snapshot", new XAttribute("id", image.SnapshotId));
        }
    }

    private static IEnumerable<XElement> Lun(EngineDisk disk)
    {
        yield return new XElement(
            "lun_storage",
            new XElement("logical_units", new XElement("logical_unit", new XAttribute("id", $"3600{disk.Id[..8]}"), EngineXml.Value("size", disk.Size))),
            new XElement("type", "iscsi"));
    }

    private static long BytesOf(EngineDisk disk, EngineImage image) =>
        disk.Domain!.Volume?.Live.GetValueOrDefault(ImageFiles.PathOf(disk, image))?.ContentAt(disk.Domain.Engine.Now).Allocated ?? 0;
}
