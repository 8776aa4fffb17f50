using GlusterDr.Gluster.Volumes;
using GlusterDr.Sites;

namespace GlusterDr.Sessions.SetUp;

/// <summary>What a look at both pools showed, as far as making the session, and undoing it, goes by it.</summary>
public sealed record SetUpPlan
{
    /// <summary>The primary pool.</summary>
    public required GlusterPool PrimaryPool { get; init; }

    /// <summary>The secondary pool.</summary>
    public required GlusterPool SecondaryPool { get; init; }

    /// <summary>The nodes with bricks of the primary volume: each runs a gsyncd.</summary>
    public required IReadOnlyList<RemoteHost> PrimaryNodes { get; init; }

    /// <summary>The nodes where those log in: the one that the session names, and those with bricks of the secondary volume.</summary>
    public required IReadOnlyList<RemoteHost> SecondaryNodes { get; init; }

    /// <summary>Where each secondary node has gsyncd, by its name.</summary>
    public required IReadOnlyDictionary<string, string> Gsyncd { get; init; }

    /// <summary>The session's settings that are set before its first start.</summary>
    public required IReadOnlyDictionary<string, string> Config { get; init; }

    /// <summary>How long a change of the primary takes at most to be heard of by its session.</summary>
    public required TimeSpan FeedBound { get; init; }

    /// <summary>What the secondary's features.read-only was set to; null: nothing.</summary>
    public string? ReadOnlyBefore { get; init; }

    /// <summary>Whether an earlier session has left a mark of how far it came, from which a new one goes on.</summary>
    public bool HasSyncTime { get; init; }

    /// <summary>Whether that mark must go: the secondary is empty, and what arrived before would be missing for ever.</summary>
    public bool ForgetsSyncTime { get; init; }
}
