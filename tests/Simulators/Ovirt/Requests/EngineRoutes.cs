using System.Globalization;
using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>Finds the resource of the API that a request is for.</summary>
internal static class EngineRoutes
{
    /// <summary>The answer. Null: there is no such resource.</summary>
    public static EngineAnswer? Answer(EngineRequest request) => request.Path switch
    {
        [] => request.Method == "GET" ? ApiXml.Answer(request.Engine) : null,
        ["vms", ..] => Vms(request),
        ["disks", ..] => Disks(request),
        ["storagedomains", ..] => Domains(request),
        ["datacenters", ..] => DataCenters(request),
        ["clusters", ..] => Clusters(request),
        ["hosts", ..] => Hosts(request),
        ["events", ..] => Events(request),
        ["jobs", ..] => Jobs(request),
        _ => null,
    };

    private static EngineAnswer? Vms(EngineRequest request)
    {
        SimulatedEngine engine = request.Engine;
        CheckFollow(request);
        return (request.Method, request.Path) switch
        {
            ("GET", ["vms"]) => EngineXml.List(
                "vms", Found(engine.Vms.OrderBy(v => v.Name, StringComparer.Ordinal), EngineFields.Vms, request).Select(v => VmXml.Of(v, request.Follow))),
            (_, ["vms", string id, "snapshots", ..]) => Snapshots(request, id),
            (_, ["vms", string id, ..]) when engine.FindVm(id) is null => new EngineAnswer(404),
            ("GET", ["vms", string id]) => EngineAnswer.Of(VmXml.Of(engine.FindVm(id)!, request.Follow)),
            ("GET", ["vms", string id, "diskattachments"]) => EngineXml.List("disk_attachments", engine.FindVm(id)!.Disks.Select(d => Attachment(request, id, d))),
            ("GET", ["vms", string id, "diskattachments", string disk]) => engine.FindVm(id)!.Disks.FirstOrDefault(d => d.Id == disk) is { } found
                ? EngineAnswer.Of(Attachment(request, id, found))
                : new EngineAnswer(404),
            ("GET", ["vms", _, "nics" or "cdroms"]) => None(request),
            ("POST", ["vms", string id, "freezefilesystems"]) => VmActions.Freeze(request, engine.FindVm(id)!),
            ("POST", ["vms", string id, "thawfilesystems"]) => VmActions.Thaw(request, engine.FindVm(id)!),
            _ => null,
        };
    }

    private static EngineAnswer? Snapshots(EngineRequest request, string vm) => (request.Method, request.Path[3..]) switch
    {
        ("GET", []) => request.Engine.FindVm(vm) is { } found ? EngineXml.List("snapshots", Limited(request, SnapshotXml.All(found))) : new EngineAnswer(404),
        ("POST", []) => SnapshotTaking.Add(Expecting(request, "snapshot"), vm),
        ("GET", [string id]) => EngineAnswer.Of(SnapshotXml.Of(request.Engine.FindVm(vm), id)),
        ("DELETE", [string id]) => SnapshotMerging.Delete(request, vm, id),
        ("GET", [string id, "disks"]) => EngineXml.List("disks", SnapshotXml.Disks(request.Engine.FindVm(vm), id)),
        ("GET", [string id, "nics" or "cdroms"]) when SnapshotXml.Of(request.Engine.FindVm(vm), id) is not null => None(request),
        _ => null,
    };

    private static EngineAnswer? Disks(EngineRequest request) => (request.Method, request.Path) switch
    {
        ("GET", ["disks"]) => EngineXml.List(
            "disks", Found(request.Engine.AllDisks.OrderBy(d => d.Alias, StringComparer.Ordinal), EngineFields.Disks, request).Select(d => VmXml.Disk(d))),
        ("GET", ["disks", string id]) => request.Engine.AllDisks.FirstOrDefault(d => d.Id == id) is { } disk
            ? EngineAnswer.Of(VmXml.Disk(disk))
            : new EngineAnswer(404),
        _ => null,
    };

    private static EngineAnswer? Domains(EngineRequest request)
    {
        SimulatedEngine engine = request.Engine;
        if (request.Path is ["storagedomains"])
        {
            return request.Method == "GET"
                ? EngineXml.List("storage_domains", Found(engine.Domains, EngineFields.Domains, request).Select(d => StorageXml.Domain(d, inDataCenter: false)))
                : null;
        }

        if (engine.Domains.FirstOrDefault(d => d.Id == request.Path[1]) is not { } domain)
        {
            return new EngineAnswer(404);
        }

        string collection = $"storagedomains/{domain.Id}";
        return (request.Method, request.Path[2..]) switch
        {
            ("GET", []) => EngineAnswer.Of(StorageXml.Domain(domain, inDataCenter: false)),
            ("GET", ["vms"]) => EngineXml.List("vms", Registered(request, engine.VmsOn(domain).Select(v => VmXml.Of(v, request.Follow, $"{collection}/vms")))),
            ("GET", ["disks"]) => EngineXml.List("disks", Registered(request, DisksOn(engine, domain).Select(d => VmXml.Disk(d, null, $"{collection}/disks")))),
            ("GET", ["disksnapshots"]) => EngineXml.List("disk_snapshots", DiskSnapshots(request, domain)),
            ("POST", ["updateovfstore"]) => VmActions.UpdateDefinitions(Expecting(request, "action"), domain),
            _ => null,
        };
    }

    private static EngineAnswer? DataCenters(EngineRequest request)
    {
        SimulatedEngine engine = request.Engine;
        return request.Method != "GET" ? null : request.Path switch
        {
            ["datacenters"] => EngineXml.List("data_centers", Named(request, (engine.DataCenterName, engine.DataCenterId)).Select(_ => SystemXml.DataCenter(engine))),
            [_, string id, ..] when id != engine.DataCenterId => new EngineAnswer(404),
            [_, _] => EngineAnswer.Of(SystemXml.DataCenter(engine)),
            [_, _, "clusters"] => EngineXml.List("clusters", [SystemXml.Cluster(engine)]),
            [_, _, "storagedomains"] => EngineXml.List("storage_domains", engine.Domains.Select(d => StorageXml.Domain(d, inDataCenter: true))),
            [_, _, "storagedomains", string domain] => engine.Domains.FirstOrDefault(d => d.Id == domain) is { } found
                ? EngineAnswer.Of(StorageXml.Domain(found, inDataCenter: true))
                : new EngineAnswer(404),
            _ => null,
        };
    }

    private static EngineAnswer? Clusters(EngineRequest request)
    {
        SimulatedEngine engine = request.Engine;
        return request.Method != "GET" ? null : request.Path switch
        {
            ["clusters"] => EngineXml.List("clusters", Named(request, (engine.ClusterName, engine.ClusterId)).Select(_ => SystemXml.Cluster(engine))),
            [_, string id, ..] when id != engine.ClusterId => new EngineAnswer(404),
            [_, _] => EngineAnswer.Of(SystemXml.Cluster(engine)),
            [_, _, "glustervolumes"] => EngineXml.List("gluster_volumes", engine.Site.Volumes.Select(v => StorageXml.Volume(engine, v))),
            _ => null,
        };
    }

    private static EngineAnswer? Hosts(EngineRequest request)
    {
        SimulatedEngine engine = request.Engine;
        IReadOnlyList<SimulatedHypervisor> hosts = engine.Site.Hypervisors;
        return (request.Method, request.Path) switch
        {
            ("GET", ["hosts"]) => EngineXml.List("hosts", Named(request, [.. hosts.Select(h => (h.Node.Name, h.Node.Id))])
                .Select(n => SystemXml.Host(engine, hosts.Single(h => h.Node.Id == n.Id)))),
            ("GET", ["hosts", string id]) => hosts.FirstOrDefault(h => h.Node.Id == id) is { } host ? EngineAnswer.Of(SystemXml.Host(engine, host)) : new EngineAnswer(404),
            _ => null,
        };
    }

    private static EngineAnswer? Events(EngineRequest request)
    {
        SimulatedEngine engine = request.Engine;
        return (request.Method, request.Path) switch
        {
            ("GET", ["events"]) => EngineXml.List(
                "events", Found(engine.Events.Where(e => e.Id > From(request)).Reverse(), EngineFields.Events, request).Select(SystemXml.Event)),
            ("POST", ["events"]) => EventAdding.Add(Expecting(request, "event")),
            ("GET", ["events", string id]) => engine.Events.FirstOrDefault(e => e.Id.ToString(CultureInfo.InvariantCulture) == id) is { } found
                ? EngineAnswer.Of(SystemXml.Event(found))
                : new EngineAnswer(404),
            _ => null,
        };
    }

    private static EngineAnswer? Jobs(EngineRequest request)
    {
        SimulatedEngine engine = request.Engine;
        if (request.Method != "GET" || request.Path is ["jobs"])
        {
            return request.Method == "GET" ? EngineXml.List("jobs", Found(engine.Jobs.Reverse(), EngineFields.Jobs, request).Select(SystemXml.Job)) : null;
        }

        EngineJob? job = engine.Jobs.FirstOrDefault(j => j.Id == request.Path[1]);
        return (job, request.Path[2..]) switch
        {
            (null, _) => new EngineAnswer(404),
            (_, []) => EngineAnswer.Of(SystemXml.Job(job)),
            (_, ["steps"]) => EngineXml.List("steps", SystemXml.Steps(job)),
            _ => null,
        };
    }

    // Collections that are always empty in this simulator.
    private static EngineAnswer None(EngineRequest request) => EngineXml.List(request.Path[^1], []);

    private static XElement Attachment(EngineRequest request, string vm, EngineDisk disk) =>
        VmXml.Attachment(request.Engine.FindVm(vm)!, disk, request.Follow.Contains("disk"));

    private static IEnumerable<EngineDisk> DisksOn(SimulatedEngine engine, EngineDomain domain) => engine.AllDisks.Where(d => d.Domain == domain);

    private static IEnumerable<XElement> DiskSnapshots(EngineRequest request, EngineDomain domain) =>
        from disk in DisksOn(request.Engine, domain)
        from image in request.Is("include_active") ? disk.Chain : disk.Chain.Skip(1)
        select StorageXml.DiskSnapshot(disk, image);

    private static int From(EngineRequest request) => int.TryParse(request.Query.GetValueOrDefault("from"), out int from) ? from : 0;

    private static IEnumerable<T> Found<T>(IEnumerable<T> all, IReadOnlyDictionary<string, Func<T, IEnumerable<string>>> fields, EngineRequest request) =>
        EngineSearch<T>.Find(all, fields, request);

    private static IEnumerable<(string Name, string Id)> Named(EngineRequest request, params (string Name, string Id)[] all) =>
        EngineSearch<(string Name, string Id)>.Find(all, EngineFields.Named, request);

    private static IEnumerable<XElement> Limited(EngineRequest request, IEnumerable<XElement> all) => request.Max is { } max ? all.Take(max) : all;

    // In this simulator, the engine knows everything on its storage domains.
    private static IEnumerable<XElement> Registered(EngineRequest request, IEnumerable<XElement> all) =>
        request.Is("unregistered") ? [] : Limited(request, all);

    private static EngineRequest Expecting(EngineRequest request, string root) => request.Body?.Name.LocalName == root
        ? request
        : throw new EngineFault(400, $"The body must be one {root}, and is {request.Body?.Name.LocalName ?? "none"}", "Request syntactically incorrect.");

    private static void CheckFollow(EngineRequest request)
    {
        string[] known = request.Path switch
        {
            ["vms"] or ["vms", _] => ["diskattachments", "diskattachments.disk", "snapshots"],
            ["vms", _, "diskattachments", ..] => ["disk"],
            _ => [],
        };
        foreach (string odd in request.Follow.Except(known))
        {
            request.Engine.Unexpected($"{request.Method} {string.Join('/', request.Path)}: to follow {odd} is not simulated");
        }
    }
}
