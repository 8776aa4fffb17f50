using System.Xml;
using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Virsh;

namespace GlusterDr.Hypervisors.Libvirt.Domains;

/// <summary>Parses the output of <c>virsh dumpxml</c>.</summary>
public static class DomainXml
{
    private const string AgentChannel = "org.qemu.guest_agent.0";

    /// <summary>Every domain in the output of one or more dumpxml commands, in order.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.OutputUnreadable"/>.</exception>
    public static IReadOnlyList<Domain> Read(string output, string host) => [.. Elements(output, host).Select(Domain)];

    /// <summary>The same, as elements.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.OutputUnreadable"/>.</exception>
    public static IReadOnlyList<XElement> Elements(string output, string host)
    {
        List<XElement> found = [];
        try
        {
            XmlReaderSettings settings = new() { ConformanceLevel = ConformanceLevel.Fragment };
            using XmlReader reader = XmlReader.Create(new StringReader(output), settings);
            reader.MoveToContent();
            while (!reader.EOF)
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "domain")
                {
                    found.Add((XElement)XNode.ReadFrom(reader));
                }
                else
                {
                    reader.Read();
                }
            }
        }
        catch (XmlException e)
        {
            throw new DrException(
                new Error(ErrorCodes.OutputUnreadable, ErrorClass.Permanent, $"virsh printed a domain that is not XML: {e.Message}", host), e);
        }

        return found;
    }

    /// <summary>One domain.</summary>
    public static Domain Domain(XElement domain) => new(
        Text(domain.Element("uuid")),
        Text(domain.Element("name")),
        domain.Attribute("id") is not null,
        [.. domain.Elements("devices").Elements("disk").Select(Disk)],
        domain.Elements("devices").Elements("channel").Elements("target").Any(IsConnectedAgent))
    {
        Files = DomainFiles.Of(domain),
        Arguments = [.. domain.Elements().Where(e => e.Name.LocalName == "commandline").Elements().Attributes("value").Select(a => a.Value)],
    };

    private static bool IsConnectedAgent(XElement target) =>
        target.Attribute("name")?.Value == AgentChannel && target.Attribute("state")?.Value == "connected";

    private static DomainDisk Disk(XElement disk)
    {
        List<DiskImage> chain = [];
        bool complete = false;
        XElement? at = disk;
        string format = disk.Element("driver")?.Attribute("type")?.Value ?? "";
        while (at is not null)
        {
            if (at.Element("source") is not { } source)
            {
                complete = at != disk && !at.HasElements;
                break;
            }

            chain.Add(Image(at.Attribute("type")?.Value ?? "", format, source) with { Encryption = Encryption(source) ?? Encryption(at) });
            at = at.Element("backingStore");
            format = at?.Element("format")?.Attribute("type")?.Value ?? "";
        }

        return new DomainDisk(
            disk.Element("target")?.Attribute("dev")?.Value ?? "",
            disk.Attribute("device")?.Value ?? "disk",
            chain,
            Job(disk.Element("mirror")))
        {
            ReadOnly = disk.Element("readonly") is not null,
            Shareable = disk.Element("shareable") is not null,
            Discarded = disk.Element("transient") is not null,
            MayBeMissing = disk.Element("source")?.Attribute("startupPolicy")?.Value == "optional",
            ChainComplete = complete,
        };
    }

    private static DiskImage Image(string type, string format, XElement source)
    {
        string? path = source.Attribute("file")?.Value ?? source.Attribute("dev")?.Value ?? source.Attribute("dir")?.Value;
        string? remote = source.Attribute("protocol") is { } protocol ? $"{protocol.Value}:{source.Attribute("name")?.Value}" : null;
        return new DiskImage(type, path, format, remote)
        {
            Pool = type == "volume" ? source.Attribute("pool")?.Value : null,
            Volume = type == "volume" ? source.Attribute("volume")?.Value : null,
            DataFile = source.Element("dataStore") is { } data && data.Element("source") is { } file
                ? Image(data.Attribute("type")?.Value ?? "file", data.Element("format")?.Attribute("type")?.Value ?? "raw", file)
                : null,
            IsSlice = source.Elements("slices").Elements("slice").Any(),
        };
    }

    private static string? Encryption(XElement element) => element.Element("encryption") is not { } encryption ? null
        : string.Join(", secret ", [
            encryption.Attribute("format")?.Value ?? "of an unknown format",
            .. encryption.Elements("secret").Select(s => s.Attribute("uuid")?.Value ?? s.Attribute("usage")?.Value ?? "").Where(s => s.Length > 0),
        ]);

    private static BlockJob? Job(XElement? mirror) => mirror is null
        ? null
        : new BlockJob(
            mirror.Attribute("job")?.Value ?? "copy",
            mirror.Attribute("ready")?.Value == "yes",
            mirror.Element("source") is { } source ? Image(mirror.Attribute("type")?.Value ?? "file", "", source) : null);

    private static string Text(XElement? element) => element?.Value ?? "";
}
