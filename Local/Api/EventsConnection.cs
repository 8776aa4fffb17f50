namespace GlusterDr.Local.Api;

/// <summary>Marks a connection that came in where only Gluster's events are taken.</summary>
internal sealed class EventsConnection
{
    /// <summary>So many nodes and more may post at once; whoever else holds connections open can't keep the API from its own.</summary>
    public const int Most = 200;

    public static EventsConnection Instance { get; } = new();
}
