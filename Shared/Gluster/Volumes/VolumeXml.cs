using System.Xml.Linq;
using GlusterDr.Gluster.Cli;

namespace GlusterDr.Gluster.Volumes;

/// <summary>Reads the XML output of <c>gluster volume</c> and <c>gluster pool</c>.</summary>
internal static class VolumeXml
{
    /// <summary>
    /// The type of a volume whose bricks cannot be grouped into subvolumes: a tiered volume has two brick lists, and stripes are no replicas.
    /// GlusterFS 6 removed both. Null: it has another type.
    /// </summary>
    public static string? UnfitKind(XElement volume) => Text(volume, "typeStr") switch
    {
        var t when t.Contains("Tier", StringComparison.OrdinalIgnoreCase) || volume.Descendants("hotBricks").Any() || volume.Descendants("coldBricks").Any() => "tiered",
        var t when t.Contains("Stripe", StringComparison.OrdinalIgnoreCase) || Number(volume, "stripeCount", 1) > 1 => "striped",
        _ => null,
    };

    public static GlusterVolume Volume(XElement volume)
    {
        int replica = Number(volume, "replicaCount", 1);
        int disperse = Number(volume, "disperseCount", 0);
        return new GlusterVolume(
            Text(volume, "name"),
            Text(volume, "id"),
            Text(volume, "statusStr"),
            Text(volume, "typeStr"),
            [.. volume.Elements("bricks").Elements("brick").Select(Brick)],
            Math.Max(1, disperse > 0 ? disperse : replica),
            volume.Elements("options").Elements("option").ToDictionary(o => Text(o, "name"), o => Text(o, "value")))
        {
            Redundancy = disperse > 0 ? Number(volume, "redundancyCount", 0) : 0,
        };
    }

    public static IReadOnlyList<BrickStatus> Bricks(XElement volumeStatus) =>
    [
        .. volumeStatus.Descendants("node")
            .Where(n => Text(n, "path").StartsWith('/'))
            .Select(n => new BrickStatus(
                Text(n, "hostname"),
                Text(n, "path"),
                Text(n, "peerid"),
                Text(n, "status") == "1",
                int.TryParse(Text(n, "pid"), out int pid) && pid > 0 ? pid : null,
                Bytes(n, "sizeTotal"),
                Bytes(n, "sizeFree"))),
    ];

    public static IReadOnlyList<GlusterClient.Peer> Peers(XElement peerStatus) =>
        [.. peerStatus.Elements("peer").Select(p => new GlusterClient.Peer(Text(p, "hostname"), Text(p, "uuid"), Text(p, "connected") == "1"))];

    public static GlusterClient.HealSummary Heal(XElement healInfo)
    {
        List<XElement> bricks = [.. healInfo.Elements("bricks").Elements("brick")];
        return new GlusterClient.HealSummary(
            bricks.Sum(b => Bytes(b, "totalNumberOfEntries") ?? 0),
            [.. bricks.Where(b => Bytes(b, "totalNumberOfEntries") is null).Select(b => Text(b, "name"))]);
    }

    // The path may contain a colon; a host name does not, and Gluster never puts an address in brackets.
    private static GlusterVolume.Brick Brick(XElement brick)
    {
        string name = Text(brick, "name");
        int colon = name.IndexOf(":/", StringComparison.Ordinal);
        return new GlusterVolume.Brick(
            name[..Math.Max(colon, 0)],
            name[(colon + 1)..],
            brick.Element("hostUuid")?.Value ?? (string?)brick.Attribute("uuid") ?? "",
            Text(brick, "isArbiter") == "1");
    }

    private static string Text(XElement parent, string name) => parent.Element(name)?.Value.Trim() ?? "";

    private static int Number(XElement parent, string name, int otherwise) =>
        int.TryParse(Text(parent, name), out int number) ? number : otherwise;

    private static long? Bytes(XElement parent, string name) => long.TryParse(Text(parent, name), out long number) ? number : null;
}
