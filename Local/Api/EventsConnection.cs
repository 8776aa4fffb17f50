namespace GlusterDr.Local.Api;

/// <summary>Marks a connection to the listener of Gluster's events.</summary>
internal sealed class EventsConnection
{
    /// <summary>The maximum number of connections, more than the nodes of a large pool. Others that keep connections open cannot take those of the API.</summary>
    public const int Most = 200;

    public static EventsConnection Instance { get; } = new();
}
