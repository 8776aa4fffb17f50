using System.Globalization;
using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>How the engine represents its data centre, cluster and hosts, its log and its jobs.</summary>
internal static class SystemXml
{
    public static XElement DataCenter(SimulatedEngine engine)
    {
        XElement element = EngineXml.Ref("data_center", "datacenters", engine.DataCenterId);
        string path = $"datacenters/{engine.DataCenterId}";
        element.Add(
            new XElement("name", engine.DataCenterName),
            new[] { "storagedomains", "clusters", "networks" }.Select(l => EngineXml.Link(path, l)),
            EngineXml.Value("local", false),
            new XElement("status", "up"),
            new XElement("storage_format", "v5"),
            new XElement("version", new XElement("major", 4), new XElement("minor", 7)));
        return element;
    }

    public static XElement Cluster(SimulatedEngine engine)
    {
        XElement element = EngineXml.Ref("cluster", "clusters", engine.ClusterId);
        string path = $"clusters/{engine.ClusterId}";
        element.Add(
            new XElement("name", engine.ClusterName),
            new[] { "glustervolumes", "glusterhooks", "networks" }.Select(l => EngineXml.Link(path, l)),
            EngineXml.Value("gluster_service", engine.Options.ManagesGluster),
            EngineXml.Value("virt_service", true),
            new XElement("version", new XElement("major", 4), new XElement("minor", 7)),
            EngineXml.Ref("data_center", "datacenters", engine.DataCenterId));
        return element;
    }

    public static XElement Host(SimulatedEngine engine, SimulatedHypervisor host)
    {
        XElement element = EngineXml.Ref("host", "hosts", host.Node.Id);
        element.Add(
            new XElement("name", host.Node.Name),
            new XElement("address", host.Node.Name),
            new XElement("status", host.Node.IsUp ? "up" : "non_responsive"),
            new XElement("external_status", "ok"),
            new XElement("type", "ovirt_node"),
            EngineXml.Ref("cluster", "clusters", engine.ClusterId));
        return element;
    }

    public static XElement Event(EngineEvent entry)
    {
        string id = entry.Id.ToString(CultureInfo.InvariantCulture);
        XElement element = EngineXml.Ref("event", "events", id);
        element.Add(
            new XElement("description", entry.Description),
            EngineXml.Value("code", entry.Code),
            entry.CorrelationId is null ? null : new XElement("correlation_id", entry.CorrelationId),
            entry.CustomData is null ? null : new XElement("custom_data", entry.CustomData),
            EngineXml.Value("custom_id", entry.CustomId),
            EngineXml.Value("flood_rate", entry.FloodRate),
            EngineXml.Value("index", entry.Id),
            new XElement("origin", entry.Origin),
            new XElement("severity", entry.Severity),
            EngineXml.Time("time", entry.Time),
            entry.Subjects.Select(s => EngineXml.Ref(s.Key, $"{s.Key.Replace("_", "", StringComparison.Ordinal)}s", s.Value)));
        return element;
    }

    public static XElement Job(EngineJob job)
    {
        XElement element = EngineXml.Ref("job", "jobs", job.Id);
        element.Add(
            new XElement("description", job.Description),
            EngineXml.Link($"jobs/{job.Id}", "steps"),
            EngineXml.Value("auto_cleared", true),
            job.End is { } end ? EngineXml.Time("end_time", end) : null,
            EngineXml.Value("external", false),
            EngineXml.Time("last_updated", job.End ?? job.Start),
            EngineXml.Time("start_time", job.Start),
            new XElement("status", job.Status));
        return element;
    }

    public static IEnumerable<XElement> Steps(EngineJob job) => new[] { "validating", "executing", "finalizing" }
        .Take(job.End is null ? 2 : 3)
        .Select((type, i) =>
        {
            XElement element = EngineXml.Ref("step", $"jobs/{job.Id}/steps", StableHash.Uuid($"step {job.Id} {i}"));
            element.Add(
                new XElement("description", type),
                EngineXml.Value("number", i),
                new XElement("status", i == 0 ? "finished" : job.Status),
                new XElement("type", type),
                EngineXml.Ref("job", "jobs", job.Id));
            return element;
        });
}
