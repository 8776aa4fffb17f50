namespace GlusterDr.Policies;

/// <summary>How a session keeps the secondary unchanged between runs.</summary>
public enum BetweenRuns
{
    /// <summary>The session is stopped. Slower, but not affected by workers that stop receiving changes.</summary>
    Stopped,

    /// <summary>The session is paused. Faster; the run detects workers that receive no changes and restarts the session.</summary>
    Paused,
}
