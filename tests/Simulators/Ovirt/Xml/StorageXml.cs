using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>How the engine represents storage domains and Gluster volumes.</summary>
internal static class StorageXml
{
    /// <summary>A storage domain. Its status is shown only within its data centre.</summary>
    public static XElement Domain(EngineDomain domain, bool inDataCenter)
    {
        string collection = inDataCenter ? $"datacenters/{domain.Engine.DataCenterId}/storagedomains" : "storagedomains";
        string path = $"{collection}/{domain.Id}";
        XElement element = EngineXml.Ref("storage_domain", collection, domain.Id);
        element.Add(
            inDataCenter ? EngineXml.Actions(path, "activate", "deactivate") : EngineXml.Actions(path, "isattached", "refreshluns", "updateovfstore"),
            new XElement("name", domain.Name),
            new XElement("description"),
            new XElement("comment"),
            Links(inDataCenter).Select(l => EngineXml.Link(path, l)),
            EngineXml.Value("available", domain.Volume?.Free ?? 1L << 40),
            EngineXml.Value("backup", false),
            EngineXml.Value("committed", 0),
            EngineXml.Value("critical_space_action_blocker", 5),
            new XElement("external_status", domain.ExternalStatus),
            EngineXml.Value("master", domain.IsMaster),
            inDataCenter ? new XElement("status", domain.Status) : null,
            Storage(domain),
            new XElement("storage_format", "v5"),
            new XElement("type", "data"),
            EngineXml.Value("used", domain.Volume is { } volume ? volume.Capacity - volume.Free : 0),
            EngineXml.Value("warning_low_space_indicator", 10),
            EngineXml.Value("wipe_after_delete", false),
            inDataCenter
                ? EngineXml.Ref("data_center", "datacenters", domain.Engine.DataCenterId)
                : new XElement("data_centers", EngineXml.Ref("data_center", "datacenters", domain.Engine.DataCenterId)));
        return element;
    }

    /// <summary>An image of a disk: that of a snapshot, or the one in use.</summary>
    public static XElement DiskSnapshot(EngineDisk disk, EngineImage image)
    {
        int at = disk.Chain.ToList().IndexOf(image);
        XElement element = EngineXml.Ref("disk_snapshot", $"storagedomains/{disk.Domain!.Id}/disksnapshots", image.Id);
        element.Add(
            VmXml.Disk(disk, image).Elements().Where(e => e.Name.LocalName is not ("snapshot" or "image_id")),
            EngineXml.Ref("disk", "disks", disk.Id),
            at + 1 < disk.Chain.Count ? EngineXml.Ref("parent", $"storagedomains/{disk.Domain.Id}/disksnapshots", disk.Chain[at + 1].Id) : null,
            at == 0 ? null : new XElement("snapshot", new XAttribute("id", image.SnapshotId)));
        return element;
    }

    /// <summary>A Gluster volume of the cluster's hosts.</summary>
    public static XElement Volume(SimulatedEngine engine, SimulatedVolume volume)
    {
        string collection = $"clusters/{engine.ClusterId}/glustervolumes";
        XElement element = EngineXml.Ref("gluster_volume", collection, volume.Id);
        element.Add(
            EngineXml.Actions($"{collection}/{volume.Id}", "start", "stop"),
            new XElement("name", volume.Name),
            EngineXml.Link($"{collection}/{volume.Id}", "glusterbricks"),
            EngineXml.Value("replica_count", volume.Type is VolumeType.Replicate or VolumeType.DistributedReplicate ? volume.SetSize : 0),
            new XElement("status", volume.IsStarted ? "up" : "down"),
            new XElement("transport_types", new XElement("transport_type", "tcp")),
            new XElement("volume_type", TypeOf(volume)),
            EngineXml.Ref("cluster", "clusters", engine.ClusterId));
        return element;
    }

    private static string[] Links(bool inDataCenter) =>
        inDataCenter ? ["disks"] : ["disks", "disksnapshots", "vms", "templates", "storageconnections", "diskprofiles", "permissions"];

    private static XElement Storage(EngineDomain domain) => new(
        "storage",
        new XElement("address", domain.Address),
        domain.MountOptions is null ? null : new XElement("mount_options", domain.MountOptions),
        domain.StorageType == "nfs" ? new XElement("nfs_version", "auto") : null,
        new XElement("path", domain.Path),
        new XElement("type", domain.StorageType),
        domain.StorageType == "nfs" ? null : new XElement("vfs_type", "glusterfs"));

    private static string TypeOf(SimulatedVolume volume) => volume.Type switch
    {
        VolumeType.Distribute => "distribute",
        VolumeType.Replicate => "replicate",
        VolumeType.DistributedReplicate => "distributed_replicate",
        _ => "disperse",
    };
}
