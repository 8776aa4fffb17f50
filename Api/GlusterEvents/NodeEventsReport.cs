using GlusterDr.Gluster.Events;

namespace GlusterDr.Api.GlusterEvents;

/// <summary>A node's events, as seen from both ends.</summary>
/// <param name="Node">The node.</param>
/// <param name="Daemon">Whether its event daemon runs.</param>
/// <param name="Webhooks">Where it posts to, as stored there.</param>
/// <param name="LastHeard">When an event last came from it to this host; null: never.</param>
/// <param name="Heard">After an installation: whether its test event came. Null: it was not tried.</param>
public sealed record NodeEventsReport(
    string Node, EventsDaemon Daemon, IReadOnlyList<string> Webhooks, DateTimeOffset? LastHeard, bool? Heard = null)
{
    /// <summary>Why the node could not be asked, or its daemon does not start; null: nothing is wrong.</summary>
    public string? Problem { get; init; }
}
