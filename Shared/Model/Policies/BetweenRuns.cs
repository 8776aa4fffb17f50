namespace GlusterDr.Policies;

/// <summary>How a session holds the secondary still between runs.</summary>
public enum BetweenRuns
{
    /// <summary>Stopped: slower, immune to a dead live feed.</summary>
    Stopped,

    /// <summary>Paused: quicker; the run notices a dead feed and restarts the session.</summary>
    Paused,
}
