using GlusterDr.Gluster.Events;

namespace GlusterDr.Api.GlusterEvents;

/// <summary>The state of events on a node and at this host.</summary>
/// <param name="Node">The node.</param>
/// <param name="Daemon">Whether its event daemon runs.</param>
/// <param name="Webhooks">The webhooks that are stored on the node.</param>
/// <param name="LastHeard">When the last event of the node arrived at this host; null: never.</param>
/// <param name="Heard">After an installation: whether its test event arrived. Null: none was sent.</param>
public sealed record NodeEventsReport(
    string Node, EventsDaemon Daemon, IReadOnlyList<string> Webhooks, DateTimeOffset? LastHeard, bool? Heard = null)
{
    /// <summary>Why the node could not be queried, or its daemon does not start; null: no problem.</summary>
    public string? Problem { get; init; }
}
