using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Logs;
using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>What was read of one node.</summary>
/// <param name="Host">The node.</param>
/// <param name="IsSecondary">Whether it is a node of the secondary.</param>
public sealed record NodeStatus(string Host, bool IsSecondary)
{
    /// <summary>The offset of its clock to the clock of GlusterDr; null: not known.</summary>
    public ClockOffset? Clock { get; init; }

    /// <summary>What is installed; null: not known.</summary>
    public NodeFacts? Facts { get; init; }

    /// <summary>What the log of the session says there.</summary>
    public GSyncLogFindings Log { get; init; } = new([], []);

    /// <summary>Of a primary node: whether it can log in at the nodes of the secondary as its gsyncd does.</summary>
    public IReadOnlyList<NodeWay> Logins { get; init; } = [];

    /// <summary>Of a primary node: the changelog files of its bricks.</summary>
    public IReadOnlyList<BrickFacts> Bricks { get; init; } = [];

    /// <summary>Why it could not be read; null: it was.</summary>
    public string? Problem { get; init; }
}
