namespace GlusterDr.Simulators;

/// <summary>The state of a session's monitor.</summary>
public enum SessionState
{
    /// <summary>Made, never started.</summary>
    Created,

    /// <summary>The monitor runs.</summary>
    Started,

    /// <summary>The monitor and its workers are held.</summary>
    Paused,

    /// <summary>Nothing runs.</summary>
    Stopped,
}
