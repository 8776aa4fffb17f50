using System.Security;
using System.Text;
using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>The XML of a machine, live or persistent.</summary>
internal static class DomainXmlWriter
{
    public static string Write(SimulatedMachine machine, bool inactive, DateTimeOffset now)
    {
        XElement domain = new(
            "domain",
            new XAttribute("type", "kvm"),
            inactive ? null : new XAttribute("id", machine.DomainId ?? 0),
            new XElement("name", machine.Name),
            new XElement("uuid", machine.Uuid),
            new XElement("memory", new XAttribute("unit", "KiB"), 1048576),
            new XElement("vcpu", new XAttribute("placement", "static"), 1),
            new XElement("os", new XElement("type", new XAttribute("arch", "x86_64"), new XAttribute("machine", "pc-i440fx-7.2"), "hvm"), machine.BootFiles.Select(f => new XElement(f.Key, f.Value)), new XElement("boot", new XAttribute("dev", "hd"))),
            new XElement(
                "devices",
                new XElement("emulator", "/usr/bin/qemu-system-x86_64"),
                machine.Disks.Select((d, i) => Disk(d, i, inactive, now)),
                Agent(inactive ? null : machine.HasAgent ? "connected" : "disconnected")));
        StringBuilder text = new();
        Append(text, domain, 0);
        return text.ToString();
    }

    // libvirt writes attributes in single quotes.
    private static void Append(StringBuilder text, XElement element, int depth)
    {
        string indent = new(' ', depth * 2);
        string attributes = string.Concat(element.Attributes().Select(a => $" {a.Name}='{SecurityElement.Escape(a.Value)}'"));
        text.Append($"{indent}<{element.Name}{attributes}");
        if (!element.Nodes().Any())
        {
            text.Append("/>\n");
        }
        else if (!element.HasElements)
        {
            text.Append($">{SecurityElement.Escape(element.Value)}</{element.Name}>\n");
        }
        else
        {
            text.Append(">\n");
            element.Elements().ToList().ForEach(e => Append(text, e, depth + 1));
            text.Append($"{indent}</{element.Name}>\n");
        }
    }

    private static XElement Disk(SimulatedDisk disk, int index, bool inactive, DateTimeOffset now)
    {
        string active = inactive ? disk.Defined : disk.Layers[0];
        return new XElement(
            "disk",
            new XAttribute("type", "file"),
            new XAttribute("device", disk.Device),
            new XElement("driver", new XAttribute("name", "qemu"), new XAttribute("type", disk.FormatOf(active)), disk.IsWritable ? new XAttribute("cache", "none") : null),
            active.Length == 0 ? null : new XElement("source", new XAttribute("file", disk.HostPath(active)), inactive ? null : new XAttribute("index", disk.Layers.Count)),
            inactive ? DefinedBelow(disk) : active.Length == 0 ? null : Below(disk, 1),
            inactive ? null : Mirror(disk, now),
            new XElement("target", new XAttribute("dev", disk.Target), new XAttribute("bus", "virtio")),
            disk.Shareable ? new XElement("shareable") : null,
            disk.Device == "disk" ? null : new XElement("readonly"),
            inactive ? null : new XElement("alias", new XAttribute("name", $"virtio-disk{index}")));
    }

    private static XElement Below(SimulatedDisk disk, int level) => level >= disk.Layers.Count
        ? new XElement("backingStore")
        : new XElement(
            "backingStore",
            new XAttribute("type", "file"),
            new XAttribute("index", disk.Layers.Count - level),
            new XElement("format", new XAttribute("type", disk.FormatOf(disk.Layers[level]))),
            new XElement("source", new XAttribute("file", disk.HostPath(disk.Layers[level]))),
            Below(disk, level + 1));

    // A definition names the backing file of an overlay, but not the backing file below that.
    private static XElement? DefinedBelow(SimulatedDisk disk)
    {
        int level = disk.Layers.ToList().IndexOf(disk.Defined) + 1;
        return level == 0 || level >= disk.Layers.Count
            ? null
            : new XElement(
                "backingStore",
                new XAttribute("type", "file"),
                new XElement("format", new XAttribute("type", disk.FormatOf(disk.Layers[level]))),
                new XElement("source", new XAttribute("file", disk.HostPath(disk.Layers[level]))));
    }

    private static XElement? Mirror(SimulatedDisk disk, DateTimeOffset now)
    {
        if (disk.Job is not { } job || disk.Machine.Hypervisor.HidesJobs)
        {
            return null;
        }

        return new XElement(
            "mirror",
            new XAttribute("type", "file"),
            new XAttribute("job", "active-commit"),
            job.IsReady(now) ? new XAttribute("ready", "yes") : null,
            new XElement("format", new XAttribute("type", disk.FormatOf(job.Base))),
            new XElement("source", new XAttribute("file", disk.HostPath(job.Base)), new XAttribute("index", 1)));
    }

    private static XElement Agent(string? state) => new(
        "channel",
        new XAttribute("type", "unix"),
        new XElement(
            "target",
            new XAttribute("type", "virtio"),
            new XAttribute("name", "org.qemu.guest_agent.0"),
            state is null ? null : new XAttribute("state", state)));
}
