using GlusterDr.Gluster.Volumes;
using GlusterDr.Sites;

namespace GlusterDr.Sessions.SetUp;

/// <summary>The facts of both pools that are needed to create the session, and to roll that back.</summary>
public sealed record SetUpPlan
{
    /// <summary>The primary pool.</summary>
    public required GlusterPool PrimaryPool { get; init; }

    /// <summary>The secondary pool.</summary>
    public required GlusterPool SecondaryPool { get; init; }

    /// <summary>The nodes with bricks of the primary volume: each runs a gsyncd.</summary>
    public required IReadOnlyList<RemoteHost> PrimaryNodes { get; init; }

    /// <summary>The nodes at which they log in: the one that the session names, and those with bricks of the secondary volume.</summary>
    public required IReadOnlyList<RemoteHost> SecondaryNodes { get; init; }

    /// <summary>The path of gsyncd on each secondary node, by the name of the node.</summary>
    public required IReadOnlyDictionary<string, string> Gsyncd { get; init; }

    /// <summary>The options that are set before the first start of the session.</summary>
    public required IReadOnlyDictionary<string, string> Config { get; init; }

    /// <summary>How long a change at the primary takes at most until its session has read it.</summary>
    public required TimeSpan FeedBound { get; init; }

    /// <summary>The value of features.read-only of the secondary before; null: not set.</summary>
    public string? ReadOnlyBefore { get; init; }

    /// <summary>Whether an earlier session has left its sync time, from which a new one continues.</summary>
    public bool HasSyncTime { get; init; }

    /// <summary>Whether that sync time must be deleted: the secondary is empty, and earlier files would never arrive.</summary>
    public bool ForgetsSyncTime { get; init; }
}
