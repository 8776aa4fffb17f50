using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Logs;
using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>What a look at a node of one of the sides showed.</summary>
/// <param name="Host">The node.</param>
/// <param name="IsSecondary">Whether it is the secondary's.</param>
public sealed record NodeStatus(string Host, bool IsSecondary)
{
    /// <summary>How far its clock is from ours; null: it could not be asked.</summary>
    public ClockOffset? Clock { get; init; }

    /// <summary>What is installed; null: it could not be asked.</summary>
    public NodeFacts? Facts { get; init; }

    /// <summary>What the session's log says there.</summary>
    public GSyncLogFindings Log { get; init; } = new([], []);

    /// <summary>At a primary: whether it can log in at the secondary's nodes as its gsyncd does.</summary>
    public IReadOnlyList<NodeWay> Logins { get; init; } = [];

    /// <summary>At a primary: its bricks, by their own files.</summary>
    public IReadOnlyList<BrickFacts> Bricks { get; init; } = [];

    /// <summary>Why nothing is known of it; null: something is.</summary>
    public string? Problem { get; init; }
}
