namespace GlusterDr.Gluster.Events;

/// <summary>A node's event daemon.</summary>
/// <param name="Node">The node, as its pool names it.</param>
/// <param name="NodeId">Its UUID, which events contain.</param>
/// <param name="Daemon">The state of the daemon.</param>
/// <param name="Webhooks">The addresses stored on the node. A daemon uses those that were stored when it started.</param>
public sealed record NodeEvents(string Node, string NodeId, EventsDaemon Daemon, IReadOnlyList<string> Webhooks)
{
    /// <summary>Why the node does not answer or the daemon does not start; null: no problem.</summary>
    public string? Problem { get; init; }
}
