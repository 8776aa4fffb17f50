namespace GlusterDr.Gluster.Events;

/// <summary>Whether a node's event daemon, glustereventsd, posts anything.</summary>
public enum EventsDaemon
{
    /// <summary>The node has no <c>gluster-eventsapi</c>.</summary>
    Absent,

    /// <summary>It does not run: nothing is posted from this node.</summary>
    Stopped,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>The node could not be asked.</summary>
    Unknown,
}
