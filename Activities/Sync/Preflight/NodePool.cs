using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>The pool of a node, as the node reports it.</summary>
/// <param name="Node">The name of the node in the policy.</param>
/// <param name="Peers">All nodes of its pool. The node itself is called <c>localhost</c>.</param>
public sealed record NodePool(string Node, IReadOnlyList<GlusterClient.Peer> Peers)
{
    /// <summary>The UUID of the node; empty: it was not reported.</summary>
    public string Id => Peers.FirstOrDefault(p => p.Host == "localhost")?.NodeId ?? "";

    /// <summary>Whether both nodes are in the same pool: a node of one is a node of the other.</summary>
    public bool IsSameAs(NodePool other) => Shared(other) is not null;

    /// <summary>The UUID of a node that is in both; null: there is none.</summary>
    public string? Shared(NodePool other) => Peers.Select(p => p.NodeId)
        .FirstOrDefault(id => id.Length > 0 && other.Peers.Any(o => string.Equals(o.NodeId, id, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether its pool has a node of this name.</summary>
    public bool Lists(string name) => Peers.Any(p => string.Equals(p.Host, name, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override string ToString() => $"{Node} ({Id})";
}
