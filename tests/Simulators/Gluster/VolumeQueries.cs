using System.Xml.Linq;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary><c>gluster volume list | info | status | heal</c>.</summary>
internal static class VolumeQueries
{
    public static RemoteResult Run(GlusterCall gluster) => gluster.Word(1) switch
    {
        "list" => List(gluster),
        "info" => Info(gluster),
        "status" => Status(gluster),
        _ => Heal(gluster),
    };

    private static RemoteResult List(GlusterCall gluster)
    {
        IReadOnlyList<SimulatedVolume> volumes = gluster.Site.Volumes;
        return gluster.Xml
            ? Xml(new XElement("volList", new XElement("count", volumes.Count), volumes.Select(v => new XElement("volume", v.Name))))
            : GlusterCall.Out(string.Concat(volumes.Select(v => $"{v.Name}\n")));
    }

    private static RemoteResult Info(GlusterCall gluster)
    {
        string name = gluster.Word(2);
        IReadOnlyList<SimulatedVolume> volumes = name is "" or "all" ? gluster.Site.Volumes : [.. gluster.Site.Volumes.Where(v => v.Name == name)];
        if (volumes.Count == 0 && name is not ("" or "all"))
        {
            XElement none = new("volInfo", new XElement("volumes", new XElement("count", 0)));
            return gluster.Xml
                ? GlusterCall.XmlFailure(30806, "Volume does not exist", none)
                : GlusterCall.Failed(1, "", $"Volume {name} does not exist\n");
        }

        return gluster.Xml
            ? Xml(new XElement("volInfo", new XElement("volumes", volumes.Select(VolumeView.InfoXml), new XElement("count", volumes.Count))))
            : GlusterCall.Out(string.Concat(volumes.Select(VolumeView.InfoText)));
    }

    private static RemoteResult Status(GlusterCall gluster)
    {
        string name = gluster.Word(2);
        bool detail = gluster.Word(3) == "detail";
        if (gluster.Words.Count > (detail ? 4 : 3))
        {
            return gluster.Unexpected("volume status knows no such words");
        }

        List<SimulatedVolume> volumes = [.. gluster.Site.Volumes.Where(v => name is "" or "all" || v.Name == name)];
        if (volumes.Count == 0)
        {
            return StatusFailure(gluster, $"Volume {name} does not exist");
        }

        if (name is not ("" or "all") && !volumes[0].IsStarted)
        {
            return StatusFailure(gluster, $"Volume {name} is not started");
        }

        XElement[] rows = [.. volumes.Where(v => v.IsStarted).Select(v => VolumeView.StatusXml(gluster, v, detail))];
        return gluster.Xml
            ? Xml(new XElement("volStatus", new XElement("volumes", rows)))
            : gluster.Unexpected("volume status is simulated with --xml only");
    }

    private static RemoteResult StatusFailure(GlusterCall gluster, string message) => gluster.Xml
        ? GlusterCall.XmlFailure(30800, message, new XElement("cliOp", "volStatus"), new XElement("output", message))
        : GlusterCall.Failed(1, "", $"{message}\n");

    private static RemoteResult Heal(GlusterCall gluster)
    {
        if (gluster.FindVolume(gluster.Word(2)) is not { } volume || gluster.Word(3) != "info" || !gluster.Xml)
        {
            return gluster.Unexpected("only volume heal VOLUME info --xml is simulated");
        }

        if (volume.Type == VolumeType.Distribute)
        {
            string message = $"This command is supported for only volumes of replicate/disperse type. Volume {volume.Name} is not of type replicate/disperse";
            return GlusterCall.Out(XmlText.Document(Healing(new XElement("bricks"), -1, 22, message)), 234);
        }

        bool summary = gluster.Word(4) == "summary";
        return GlusterCall.Out(XmlText.Document(Healing(new XElement("bricks", volume.Bricks.Select(b => HealBrick(volume, b, summary))), 0, 0, "")));
    }

    private static XElement Healing(XElement bricks, int opRet, int opErrno, string opErrstr) => new(
        "cliOutput",
        new XElement("healInfo", bricks),
        new XElement("opRet", opRet),
        new XElement("opErrno", opErrno),
        XmlText.Element("opErrstr", opErrstr));

    private static XElement HealBrick(SimulatedVolume volume, SimulatedBrick brick, bool summary)
    {
        bool online = brick.Node.IsUp && !brick.Killed;
        string[] counts = summary ? ["totalNumberOfEntries", "numberOfEntriesInHealPending", "numberOfEntriesInSplitBrain", "numberOfEntriesPossiblyHealing"] : ["numberOfEntries"];
        object entries = online ? volume.HealEntries : "-";
        return new XElement(
            "brick",
            new XAttribute("hostUuid", online ? brick.Node.Id : "-"),
            new XElement("name", brick.ToString()),
            new XElement("status", online ? "Connected" : "Transport endpoint is not connected"),
            counts.Select((c, i) => new XElement(c, i < 2 ? entries : online ? 0 : "-")));
    }

    private static RemoteResult Xml(XElement content) => GlusterCall.Out(XmlText.Document(XmlText.CliOutput(0, 0, "", content)));
}
