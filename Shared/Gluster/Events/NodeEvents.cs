namespace GlusterDr.Gluster.Events;

/// <summary>A node's event daemon.</summary>
/// <param name="Node">The node, as its pool names it.</param>
/// <param name="NodeId">Its UUID, by which events name it.</param>
/// <param name="Daemon">Whether it posts anything.</param>
/// <param name="Webhooks">Where to, as stored on the node; a daemon posts to what was stored when it last started.</param>
public sealed record NodeEvents(string Node, string NodeId, EventsDaemon Daemon, IReadOnlyList<string> Webhooks)
{
    /// <summary>Why it could not be asked, or does not start; null: nothing is wrong.</summary>
    public string? Problem { get; init; }
}
