namespace GlusterDr.Simulators;

/// <summary>The state of a session's monitor.</summary>
public enum SessionState
{
    /// <summary>Created, never started.</summary>
    Created,

    /// <summary>The monitor runs.</summary>
    Started,

    /// <summary>The monitor and its workers are paused.</summary>
    Paused,

    /// <summary>Nothing runs.</summary>
    Stopped,
}
