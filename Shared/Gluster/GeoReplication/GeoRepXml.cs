using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GlusterDr.Replication;

namespace GlusterDr.Gluster.GeoReplication;

/// <summary>
/// Reads the output of <c>geo-replication status --xml</c>. Up to version 9 it uses the words master and slave, from version 10
/// primary and secondary. A session is named <c>uuid:ssh://user@host::volume:uuid</c>; each UUID, the scheme and the user may be missing.
/// </summary>
internal static partial class GeoRepXml
{
    private const string NotAvailable = "N/A";

    /// <summary>
    /// Whether its rows have no checkpoint fields, as before GlusterFS 3.7. Without them nobody can know what has
    /// arrived.
    /// </summary>
    public static bool LacksCheckpoints(XElement geoRep) =>
        geoRep.Descendants("pair").Any(p => p.Element("checkpoint_completed") is null || p.Element("checkpoint_time") is null);

    /// <summary>Every session in the answer, each once and with its own rows.</summary>
    /// <remarks>Where a pool has several sessions, glusterd starts a new volume and session element whenever the next row belongs to another session.</remarks>
    public static IReadOnlyList<GeoRepStatus> Sessions(XElement geoRep)
    {
        List<GeoRepStatus> sessions = [];
        foreach (GeoRepStatus part in Parts(geoRep))
        {
            int at = sessions.FindIndex(s => s.Session.IsSameAs(part.Session));
            if (at < 0)
            {
                sessions.Add(part);
            }
            else
            {
                sessions[at] = sessions[at] with { Workers = [.. sessions[at].Workers, .. part.Workers] };
            }
        }

        return sessions;
    }

    private static IEnumerable<GeoRepStatus> Parts(XElement geoRep) =>
        geoRep.Elements("volume").SelectMany(volume => volume.Elements("sessions").Elements("session").Select(session =>
            Session(Text(volume, "name"), session))).OfType<GeoRepStatus>();

    private static GeoRepStatus? Session(string primary, XElement session)
    {
        if (Url(primary, Text(session, "session_secondary", "session_slave")) is not { } name)
        {
            return null;
        }

        IEnumerable<XElement> pairs = session.Elements("pair").Where(p =>
            Url(primary, Text(p, "secondary", "slave")) is { } own && (own with { SecondaryUser = name.SecondaryUser }).IsSameAs(name));
        return new GeoRepStatus(name, [.. pairs.Select(Worker)])
        {
            SecondaryVolumeId = Known(Secondary().Match(Text(session, "session_secondary", "session_slave")).Groups["id"].Value),
        };
    }

    private static GeoRepWorker Worker(XElement pair) => new(
        Text(pair, "primary_node", "master_node"),
        Text(pair, "primary_brick", "master_brick"),
        Text(pair, "primary_node_uuid", "master_node_uuid"),
        Known(Text(pair, "secondary_node", "slave_node")) ?? "",
        State(Text(pair, "status")),
        Known(Text(pair, "crawl_status")),
        Time(pair, "last_synced"),
        Count(pair, "entry"),
        Count(pair, "data"),
        Count(pair, "meta"),
        Count(pair, "failures"),
        Time(pair, "checkpoint_time"),
        Text(pair, "checkpoint_completed") switch { "Yes" => true, "No" => false, _ => null },
        Time(pair, "checkpoint_completion_time"));

    private static GeoRepSession? Url(string primary, string text)
    {
        Match match = Secondary().Match(text);
        return match.Success
            ? new GeoRepSession(primary, GeoRepSession.Unprivileged(match.Groups["user"].Value), match.Groups["host"].Value, match.Groups["volume"].Value)
            : null;
    }

    private static GeoRepWorkerState State(string text) => text switch
    {
        "Created" => GeoRepWorkerState.Created,
        "Started" => GeoRepWorkerState.Started,
        "Initializing..." or "Initializing" => GeoRepWorkerState.Initializing,
        "Active" => GeoRepWorkerState.Active,
        "Passive" => GeoRepWorkerState.Passive,
        "Faulty" => GeoRepWorkerState.Faulty,
        "Paused" => GeoRepWorkerState.Paused,
        "Stopped" => GeoRepWorkerState.Stopped,
        "Config Corrupted" => GeoRepWorkerState.ConfigCorrupted,
        _ => GeoRepWorkerState.Unknown,
    };

    private static string Text(XElement parent, string name, string oldName = "") =>
        (parent.Element(name) ?? (oldName.Length > 0 ? parent.Element(oldName) : null))?.Value.Trim() ?? "";

    private static string? Known(string text) => text is "" or NotAvailable ? null : text;

    private static long? Count(XElement pair, string name) => long.TryParse(Text(pair, name), out long count) ? count : null;

    private static DateTimeOffset? Time(XElement pair, string name) => DateTimeOffset.TryParseExact(
        Text(pair, name), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
        ? time
        : null;

    [GeneratedRegex(@"\A([0-9a-fA-F-]{36}:)?(ssh://)?((?<user>[^@:/]+)@)?(?<host>[^@/]+)::(?<volume>[^:/]+)(:(?<id>[0-9a-fA-F-]{36}))?\z")]
    private static partial Regex Secondary();
}
