namespace GlusterDr.Sessions.Diagnosis;

/// <summary>All that was seen of a session, before anything is made of it.</summary>
public sealed record SessionFacts
{
    /// <summary>What the session's status shows.</summary>
    public required SessionView View { get; init; }

    /// <summary>Its configuration; empty: it could not be read.</summary>
    public required IReadOnlyDictionary<string, string> Config { get; init; }

    /// <summary>The primary's pool.</summary>
    public required SideFacts Primary { get; init; }

    /// <summary>The secondary's pool.</summary>
    public required SideFacts Secondary { get; init; }

    /// <summary>The nodes of both.</summary>
    public required IReadOnlyList<NodeLook> Nodes { get; init; }

    /// <summary>How often a changelog of the primary rolls over, in seconds.</summary>
    public required int RolloverSeconds { get; init; }

    /// <summary>From when on changelogs that no crawl reads count: what was before is proven to have arrived. Null: nothing is.</summary>
    public DateTimeOffset? ProvenAt { get; init; }

    /// <summary>What could not be found out, and why.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];

    /// <summary>How often gsyncd looks for new changelogs, in seconds.</summary>
    internal int ChangeInterval => int.TryParse(Config.GetValueOrDefault("change_interval"), out int seconds) ? seconds : 5;
}
