using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;

namespace GlusterDr.Sessions.Origins;

/// <summary>Determines of which primary a volume is the copy. Certain facts and conclusions from traces are separate.</summary>
/// <remarks>
/// Gluster stores no record of the primary at the secondary. Processes, and the list of sessions of the primary, are certain. A log,
/// the read-only option or a key remain after the session is removed.
/// </remarks>
public static class OriginJudge
{
    /// <summary>The report.</summary>
    public static OriginReport Judge(OriginSources sources)
    {
        List<Origin> origins = [];
        foreach (GeoRepStatus session in sources.Sessions)
        {
            Merge(origins, Confirmed(sources, session));
        }

        foreach (IGrouping<string, OriginFacts.Process> volume in sources.Nodes.Values.SelectMany(n => n.Processes).GroupBy(p => p.PrimaryVolume))
        {
            Merge(origins, Live(sources, volume.Key, [.. volume]));
        }

        foreach (OriginFacts.Log log in sources.Nodes.Values.SelectMany(n => n.Logs))
        {
            Merge(origins, Logged(sources, log));
        }

        foreach (OriginFacts.SyncTime time in sources.Nodes.Values.SelectMany(n => n.Marks).SelectMany(m => m.Times))
        {
            Merge(origins, Marked(sources, time));
        }

        bool readOnly = IsReadOnly(sources.Volume);
        List<Origin> sorted = [.. origins.OrderByDescending(o => o.IsLive).ThenByDescending(o => o.IsConfirmed).ThenByDescending(o => o.LastHeard)];
        return new OriginReport
        {
            Volume = sources.Volume.Name,
            VolumeId = sources.Volume.Id,
            IsReadOnly = readOnly,
            Origins = sorted,
            Summary = Summary(sources.Volume.Name, sorted, readOnly),
            Changed = Time(sources.Nodes.Values.SelectMany(n => n.Marks).Max(m => m.Changed)),
            Keys = [.. sources.Nodes.Values.SelectMany(n => n.Keys).Select(k => k.User == "root" ? k.Comment : $"{k.Comment} (as {k.User})").Distinct().Order()],
            Gaps = sources.Gaps,
        };
    }

    /// <summary>Whether only geo-replication can write to it.</summary>
    public static bool IsReadOnly(GlusterVolume volume) =>
        volume.IsOn(GlusterVolume.ReadOnlyOption);

    private static Origin Confirmed(OriginSources sources, GeoRepStatus status)
    {
        GlusterVolume? primary = sources.Primaries.FirstOrDefault(p =>
            p.Name == status.Session.PrimaryVolume && status.Workers.Any(w => p.Bricks.Any(b => b.NodeId == w.NodeId)));
        string states = string.Join(", ", status.Workers.GroupBy(w => w.State).Select(g => $"{g.Count()} {g.Key}"));
        return new Origin(status.Session.PrimaryVolume)
        {
            IsConfirmed = true,
            PrimaryVolumeId = primary?.Id,
            Nodes = [.. status.Workers.Select(w => w.Node).Distinct().Order(StringComparer.Ordinal)],
            LastSynced = status.Workers.Where(w => w.State == GeoRepWorkerState.Active).Min(w => w.LastSynced),
            Certain = [$"the primary itself has the session {status.Session} ({states})"],
        };
    }

    private static Origin Live(OriginSources sources, string volume, IReadOnlyList<OriginFacts.Process> processes)
    {
        string[] nodes = [.. processes.Select(p => p.Node).Where(n => n.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        string bricks = string.Join(", ", processes.Select(p => $"{p.Node}:{p.Brick}").Distinct().Order(StringComparer.Ordinal));
        return new Origin(volume)
        {
            IsLive = true,
            Nodes = nodes,
            PrimaryVolumeId = sources.Primaries.FirstOrDefault(p =>
                p.Name == volume && p.Bricks.Any(b => processes.Any(q => q.NodeId == b.NodeId && q.Brick == b.Path)))?.Id,
            Certain = [$"gsyncd works here now for {bricks}"],
        };
    }

    private static Origin Logged(OriginSources sources, OriginFacts.Log log)
    {
        DateTimeOffset? written = Time(log.Written);
        string[] nodes = [.. log.Workers.Select(w => w[0]).Distinct()];
        return new Origin(PrimaryOf(sources, log.Session))
        {
            LastHeard = written,
            Nodes = nodes,
            Inferred = [$"a log of the session {log.Session}, last written {written:u}"
                + (nodes.Length > 0 ? $", for bricks on {string.Join(", ", nodes)}" : "")],
        };
    }

    private static Origin Marked(OriginSources sources, OriginFacts.SyncTime time)
    {
        GlusterVolume? known = sources.Primaries.FirstOrDefault(p => p.Id == time.VolumeId);
        return new Origin(known?.Name ?? "")
        {
            PrimaryVolumeId = time.VolumeId,
            Inferred = [$"a geo-replication sync time on a brick, {DateTimeOffset.FromUnixTimeSeconds(time.Time):u}, for a primary volume with the UUID {time.VolumeId}"],
        };
    }

    /// <summary>The name of a folder is <c>primary_host_secondary</c>. Each part can contain underscores, so known names are tried first.</summary>
    private static string PrimaryOf(OriginSources sources, string session)
    {
        string rest = session[..^(sources.Volume.Name.Length + 1)];
        IEnumerable<string> hosts = sources.Nodes.Keys.Concat(sources.Sessions.Select(s => s.Session.SecondaryHost));
        string? host = hosts.FirstOrDefault(h => rest.EndsWith($"_{h}", StringComparison.OrdinalIgnoreCase));
        int cut = host is not null ? rest.Length - host.Length - 1 : rest.LastIndexOf('_');
        return cut > 0 ? rest[..cut] : rest;
    }

    private static void Merge(List<Origin> origins, Origin more)
    {
        int at = origins.FindIndex(o => o.PrimaryVolumeId is not null && o.PrimaryVolumeId == more.PrimaryVolumeId
            || (o.PrimaryVolume.Length > 0 && o.PrimaryVolume == more.PrimaryVolume
                && (o.PrimaryVolumeId is null || more.PrimaryVolumeId is null)
                && (o.Nodes.Count == 0 || more.Nodes.Count == 0 || o.Nodes.Intersect(more.Nodes).Any())));
        if (at < 0)
        {
            origins.Add(more);
            return;
        }

        Origin one = origins[at];
        origins[at] = one with
        {
            PrimaryVolumeId = one.PrimaryVolumeId ?? more.PrimaryVolumeId,
            Nodes = [.. one.Nodes.Union(more.Nodes)],
            IsLive = one.IsLive || more.IsLive,
            IsConfirmed = one.IsConfirmed || more.IsConfirmed,
            LastSynced = one.LastSynced ?? more.LastSynced,
            LastHeard = one.LastHeard > more.LastHeard ? one.LastHeard : more.LastHeard ?? one.LastHeard,
            Certain = [.. one.Certain.Union(more.Certain)],
            Inferred = [.. one.Inferred.Union(more.Inferred)],
        };
    }

    private static string Summary(string volume, IReadOnlyList<Origin> origins, bool readOnly)
    {
        Origin[] certain = [.. origins.Where(o => o.IsLive || o.IsConfirmed)];
        if (certain.Length > 1)
        {
            return $"{volume} is a destination of {certain.Length} primaries: {string.Join(", ", certain.Select(Name))}. Their sessions overwrite each other's files.";
        }

        return (certain, origins, readOnly) switch
        {
            ([var one], _, _) => $"{volume} is a destination of {Name(one)}.",
            (_, [var old, ..], _) => $"{volume} was a destination of {Name(old)}; it is not known whether it still is.",
            (_, _, true) => $"{volume} is read-only, as a destination is, but its primary could not be found.",
            _ => $"Nothing shows that {volume} is a destination.",
        };
    }

    private static string Name(Origin origin)
    {
        string name = origin.PrimaryVolume.Length > 0 ? $"volume {origin.PrimaryVolume}" : "a volume";
        string id = origin.PrimaryVolumeId is { } uuid ? $" ({uuid})" : "";
        return origin.Nodes.Count > 0 ? $"{name}{id} on {string.Join(", ", origin.Nodes)}" : $"{name}{id}";
    }

    private static DateTimeOffset? Time(double? seconds) => seconds is > 0 ? DateTimeOffset.UnixEpoch.AddSeconds(Math.Floor(seconds.Value)) : null;
}
