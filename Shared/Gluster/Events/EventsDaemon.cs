namespace GlusterDr.Gluster.Events;

/// <summary>The state of a node's event daemon, glustereventsd.</summary>
public enum EventsDaemon
{
    /// <summary><c>gluster-eventsapi</c> is not installed.</summary>
    Absent,

    /// <summary>It does not run: this node posts no events.</summary>
    Stopped,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>The node does not answer.</summary>
    Unknown,
}
