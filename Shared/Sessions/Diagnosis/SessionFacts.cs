using System.Text.Json.Serialization;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>All that was seen of a session, before anything is made of it.</summary>
public sealed record SessionFacts
{
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(5);

    /// <summary>What the session's status shows.</summary>
    public required SessionView View { get; init; }

    /// <summary>Its configuration; empty: it could not be read.</summary>
    public required IReadOnlyDictionary<string, string> Config { get; init; }

    /// <summary>The primary's pool.</summary>
    public required SideFacts Primary { get; init; }

    /// <summary>The secondary's pool.</summary>
    public required SideFacts Secondary { get; init; }

    /// <summary>The nodes of both.</summary>
    public required IReadOnlyList<NodeStatus> Nodes { get; init; }

    /// <summary>How often a changelog of the primary rolls over, in seconds.</summary>
    public required int RolloverSeconds { get; init; }

    /// <summary>From when on changelogs that no crawl reads count: what was before is proven to have arrived. Null: nothing is.</summary>
    public DateTimeOffset? ProvenAt { get; init; }

    /// <summary>What could not be found out, and why.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];

    /// <summary>How long a mark may take to arrive by a live feed that lives: until its changelog rolls over, and gsyncd looks.</summary>
    [JsonIgnore]
    public TimeSpan FeedBound => TimeSpan.FromSeconds(RolloverSeconds + ChangeInterval) + s_slack;

    /// <summary>Whether every subvolume has an Active worker, and nothing is Faulty.</summary>
    [JsonIgnore]
    public bool Runs => View.Bricks.Any(b => b.IsActive) && View.Bricks.All(b => b.State != GeoRepWorkerState.Faulty)
        && View.Bricks.Where(b => b.Subvolume is not null).GroupBy(b => b.Subvolume).All(s => s.Any(b => b.IsActive));

    /// <summary>Whether a brick has changelogs that no crawl will read.</summary>
    [JsonIgnore]
    public bool HasUnlisted => Nodes.Any(n => n.Bricks.Any(b => b.UnlistedChangelogs.Count > 0));

    /// <summary>What was written before this has arrived, by the marks on the primary's bricks, or else by the status; null: not known.</summary>
    [JsonIgnore]
    public DateTimeOffset? SyncedUntil => Primary.Volume is { } near && Secondary.Volume is { } far
        && near.Subvolumes.Select(s => s.Max(b => SyncTime(near.HostOf(b), b.Path, far.Id))).ToArray() is { Length: > 0 } times && times.All(t => t is not null)
            ? DateTimeOffset.FromUnixTimeSeconds(times.Min()!.Value)
            : View.Bricks.Where(b => b.IsActive).Min(b => b.LastSynced);

    private int ChangeInterval => int.TryParse(Config.GetValueOrDefault("change_interval"), out int seconds) ? seconds : 5;

    private long? SyncTime(string host, string path, string secondaryId) => Nodes
        .Where(n => string.Equals(n.Host, host, StringComparison.OrdinalIgnoreCase))
        .SelectMany(n => n.Bricks)
        .FirstOrDefault(b => b.Path == path)?.SyncTimes?.TryGetValue(secondaryId, out long seconds) == true ? seconds : null;
}
