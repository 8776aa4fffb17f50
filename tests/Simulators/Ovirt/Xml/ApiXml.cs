using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>How the engine represents itself: the root of its API.</summary>
internal static class ApiXml
{
    private static readonly string[] Collections =
        ["clusters", "datacenters", "disks", "events", "hosts", "jobs", "storagedomains", "vms"];

    private static readonly string NoId = Guid.Empty.ToString();

    /// <summary>The root. Its links are also in a header.</summary>
    public static EngineAnswer Answer(SimulatedEngine engine)
    {
        XElement[] links = [.. Links()];
        string root = $"https://{engine.Options.Host}";
        IEnumerable<string> header = links.Select(l => $"<{root}{l.Attribute("href")!.Value}>; rel={l.Attribute("rel")!.Value}");
        return EngineAnswer.Of(Root(engine, links)).With("Link", string.Join(',', header.Order(StringComparer.Ordinal)));
    }

    private static XElement Root(SimulatedEngine engine, XElement[] links) => new(
        "api",
        links,
        EngineXml.Ref("authenticated_user", "users", engine.UserId),
        EngineXml.Ref("effective_user", "users", engine.UserId),
        Product(engine),
        new XElement("special_objects", EngineXml.Ref("blank_template", "templates", NoId), EngineXml.Ref("root_tag", "tags", NoId)),
        new XElement(
            "summary",
            Count("hosts", engine.Site.Hypervisors.Count),
            Count("storage_domains", engine.Domains.Count),
            Count("users", 1),
            Count("vms", engine.Vms.Count(v => !v.IsDown), engine.Vms.Count)),
        EngineXml.Time("time", engine.Now));

    private static IEnumerable<XElement> Links() => Collections
        .Select(c => new XElement("link", new XAttribute("href", $"{EngineXml.Root}/{c}"), new XAttribute("rel", c)))
        .Concat(Collections.Where(c => c != "jobs").Select(c => new XElement(
            "link", new XAttribute("href", $"{EngineXml.Root}/{c}?search={{query}}"), new XAttribute("rel", $"{c}/search"))));

    private static XElement Product(SimulatedEngine engine)
    {
        string[] version = engine.Options.Version.Split('.');
        return new XElement(
            "product_info",
            new XElement("instance_id", StableHash.Uuid($"instance {engine.Options.Host}")),
            new XElement("name", "oVirt Engine"),
            new XElement("vendor", "ovirt.org"),
            new XElement(
                "version",
                new XElement("build", version[2]),
                new XElement("full_version", $"{engine.Options.Version}-1.el9"),
                new XElement("major", version[0]),
                new XElement("minor", version[1]),
                new XElement("revision", "0")));
    }

    private static XElement Count(string name, int active, int? total = null) =>
        new(name, EngineXml.Value("active", active), EngineXml.Value("total", total ?? active));
}
