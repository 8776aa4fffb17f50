using System.Text;
using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>A volume as <c>volume info</c> and <c>volume status</c> show it.</summary>
internal static class VolumeView
{
    public static XElement InfoXml(SimulatedVolume volume)
    {
        (int code, string name) = TypeOf(volume);
        bool disperse = volume.Type == VolumeType.Disperse;
        int redundancy = disperse ? Math.Max(volume.SetSize / 3, 1) : 0;
        return new XElement(
            "volume",
            new XElement("name", volume.Name),
            new XElement("id", volume.Id),
            new XElement("status", volume.IsStarted ? 1 : 2),
            new XElement("statusStr", volume.IsStarted ? "Started" : "Stopped"),
            new XElement("snapshotCount", 0),
            new XElement("brickCount", volume.Bricks.Count),
            new XElement("distCount", volume.Subvolumes.Count),
            new XElement("replicaCount", disperse ? 1 : volume.SetSize),
            new XElement("arbiterCount", 0),
            new XElement("disperseCount", disperse ? volume.SetSize : 0),
            new XElement("redundancyCount", redundancy),
            new XElement("type", code),
            new XElement("typeStr", name),
            new XElement("transport", 0),
            new XElement("bricks", volume.Bricks.Select(InfoBrick)),
            new XElement("optCount", volume.Options.All.Count),
            new XElement("options", volume.Options.All.Select(o => new XElement("option", new XElement("name", o.Key), new XElement("value", o.Value)))));
    }

    public static string InfoText(SimulatedVolume volume)
    {
        StringBuilder text = new($" \nVolume Name: {volume.Name}\nType: {TypeOf(volume).Name}\nVolume ID: {volume.Id}\n");
        text.Append($"Status: {(volume.IsStarted ? "Started" : "Stopped")}\nSnapshot Count: 0\nNumber of Bricks: {BrickCount(volume)}\n");
        text.Append("Transport-type: tcp\nBricks:\n");
        text.Append(string.Concat(volume.Bricks.Select((b, i) => $"Brick{i + 1}: {b}\n")));
        text.Append("Options Reconfigured:\n");
        return text.Append(string.Concat(volume.Options.All.Select(o => $"{o.Key}: {o.Value}\n"))).ToString();
    }

    public static XElement StatusXml(GlusterCall gluster, SimulatedVolume volume, bool detail)
    {
        IReadOnlyList<SimulatedNode> answering = gluster.AnsweringNodes();
        List<XElement> nodes = [.. volume.Bricks.Where(b => answering.Contains(b.Node)).Select(b => StatusBrick(volume, b, detail))];
        if (!detail && volume.Type != VolumeType.Distribute)
        {
            nodes.AddRange(answering.Select(n => SelfHeal(n, n == gluster.Node)));
        }

        return new XElement(
            "volume",
            new XElement("volName", volume.Name),
            new XElement("nodeCount", nodes.Count),
            nodes,
            detail ? null : new XElement("tasks"));
    }

    private static XElement InfoBrick(SimulatedBrick brick) => new(
        "brick",
        new XAttribute("uuid", brick.Node.Id),
        new XText(brick.ToString()),
        new XElement("name", brick.ToString()),
        new XElement("hostUuid", brick.Node.Id),
        new XElement("isArbiter", 0));

    private static XElement StatusBrick(SimulatedVolume volume, SimulatedBrick brick, bool detail)
    {
        XElement row = Process(brick.Node.Name, brick.Path, brick.Node.Id, !brick.Killed, brick.Killed ? null : brick.Port, brick.Killed ? -1 : brick.Pid);
        if (detail)
        {
            row.Add(
                new XElement("sizeTotal", volume.Capacity),
                new XElement("sizeFree", volume.Free),
                new XElement("device", "/dev/mapper/bricks"),
                new XElement("blockSize", 4096),
                new XElement("mntOptions", "rw,relatime"),
                new XElement("fsName", "xfs"),
                new XElement("inodesTotal", 100_000_000),
                new XElement("inodesFree", 99_000_000));
        }

        return row;
    }

    private static XElement SelfHeal(SimulatedNode node, bool isLocal) =>
        Process("Self-heal Daemon", isLocal ? "localhost" : node.Name, node.Id, true, null, 113);

    private static XElement Process(string host, string path, string nodeId, bool online, int? port, int pid)
    {
        object portText = port is null ? "N/A" : port.Value;
        return new XElement(
            "node",
            new XElement("hostname", host),
            new XElement("path", path),
            new XElement("peerid", nodeId),
            new XElement("status", online ? 1 : 0),
            new XElement("port", portText),
            new XElement("ports", new XElement("tcp", portText), new XElement("rdma", "N/A")),
            new XElement("pid", pid));
    }

    private static (int Code, string Name) TypeOf(SimulatedVolume volume) => volume.Type switch
    {
        VolumeType.Distribute => (0, "Distribute"),
        VolumeType.Replicate => (2, "Replicate"),
        VolumeType.Disperse => (4, "Disperse"),
        _ => (7, "Distributed-Replicate"),
    };

    private static string BrickCount(SimulatedVolume volume) => volume.Type == VolumeType.Distribute
        ? volume.Bricks.Count.ToString()
        : $"{volume.Subvolumes.Count} x {volume.SetSize} = {volume.Bricks.Count}";
}
