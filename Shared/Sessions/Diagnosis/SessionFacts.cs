using System.Text.Json.Serialization;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>What was read of a session from both sides: the input of a diagnosis.</summary>
public sealed record SessionFacts
{
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(5);

    /// <summary>The status of the session.</summary>
    public required SessionView View { get; init; }

    /// <summary>Its configuration; empty: it could not be read.</summary>
    public required IReadOnlyDictionary<string, string> Config { get; init; }

    /// <summary>The primary's pool.</summary>
    public required SideFacts Primary { get; init; }

    /// <summary>The secondary's pool.</summary>
    public required SideFacts Secondary { get; init; }

    /// <summary>The nodes of both sides.</summary>
    public required IReadOnlyList<NodeStatus> Nodes { get; init; }

    /// <summary>How often a changelog of the primary rolls over, in seconds.</summary>
    public required int RolloverSeconds { get; init; }

    /// <summary>What was written before this is verified by a recovery point, so older changelogs do not matter. Null: nothing is verified.</summary>
    public DateTimeOffset? ProvenAt { get; init; }

    /// <summary>What could not be determined, and why.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];

    /// <summary>How long a test change takes to arrive at most if the live feed works: until its changelog has rolled over and gsyncd has read it.</summary>
    [JsonIgnore]
    public TimeSpan FeedBound => TimeSpan.FromSeconds(RolloverSeconds + ChangeInterval) + s_slack;

    /// <summary>Whether every subvolume has an Active worker, and nothing is Faulty.</summary>
    [JsonIgnore]
    public bool Runs => View.Bricks.Any(b => b.IsActive) && View.Bricks.All(b => b.State != GeoRepWorkerState.Faulty)
        && View.Bricks.Where(b => b.Subvolume is not null).GroupBy(b => b.Subvolume).All(s => s.Any(b => b.IsActive));

    /// <summary>Whether a brick has changelogs that no crawl reads.</summary>
    [JsonIgnore]
    public bool HasUnlisted => Nodes.Any(n => n.Bricks.Any(b => b.UnlistedChangelogs.Count > 0));

    /// <summary>What was written before this has arrived, by the sync times on the primary's bricks, or else by the status; null: not known.</summary>
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
