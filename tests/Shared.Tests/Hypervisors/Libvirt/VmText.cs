using System.Xml.Linq;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt;

/// <summary>The XML of a domain, in libvirt's format.</summary>
internal sealed record VmText(string Uuid, string Name)
{
    public const string One = "11111111-2222-3333-4444-555555555555";
    public const string Two = "22222222-2222-3333-4444-555555555555";

    /// <summary>Whether it runs or is paused.</summary>
    public bool Active { get; init; } = true;

    public bool Agent { get; init; }

    public IReadOnlyList<XElement> Disks { get; init; } = [];

    /// <summary>A disk with a chain of qcow2 files, the active one first.</summary>
    public static XElement Disk(string target, params string[] chain) => new(
        "disk",
        new XAttribute("type", "file"),
        new XAttribute("device", "disk"),
        new XElement("driver", new XAttribute("name", "qemu"), new XAttribute("type", "qcow2")),
        Source(chain[0]),
        Backing([.. chain.Skip(1)]),
        new XElement("target", new XAttribute("dev", target), new XAttribute("bus", "virtio")));

    /// <summary>The same with a job on it.</summary>
    public static XElement With(XElement disk, string job, string path, bool ready)
    {
        XElement mirror = new("mirror", new XAttribute("type", "file"), new XAttribute("job", job), Source(path));
        if (ready)
        {
            mirror.Add(new XAttribute("ready", "yes"));
        }

        XElement copy = new(disk);
        copy.Element("target")!.AddBeforeSelf(mirror);
        return copy;
    }

    /// <summary>The same with empty elements in it: readonly, shareable, transient.</summary>
    public static XElement With(XElement disk, params string[] flags)
    {
        XElement copy = new(disk);
        copy.Add(flags.Select(f => new XElement(f)));
        return copy;
    }

    public override string ToString()
    {
        XElement domain = new("domain", new XAttribute("type", "kvm"), new XElement("name", Name), new XElement("uuid", Uuid));
        if (Active)
        {
            domain.Add(new XAttribute("id", "7"));
        }

        XElement agent = new("target", new XAttribute("type", "virtio"), new XAttribute("name", "org.qemu.guest_agent.0"));
        agent.Add(new XAttribute("state", Agent ? "connected" : "disconnected"));
        domain.Add(new XElement("devices", Disks, new XElement("channel", new XAttribute("type", "unix"), agent)));
        return domain + "\n\n";
    }

    /// <summary>The output of the commands that read it: its live and its persistent XML.</summary>
    public string Look(VmText? defined = null) => $"{this}{(defined ?? this) with { Active = false }}";

    private static XElement Source(string path) => new("source", new XAttribute("file", path));

    private static XElement Backing(string[] chain) => chain.Length == 0
        ? new XElement("backingStore")
        : new XElement(
            "backingStore",
            new XAttribute("type", "file"),
            new XElement("format", new XAttribute("type", "qcow2")),
            Source(chain[0]),
            Backing(chain[1..]));
}
