namespace GlusterDr.Api;

/// <summary>What a host does in its data directory.</summary>
public enum HostWork
{
    /// <summary>Answers from what is stored, for a moment. Runs that were cut short stay as they are.</summary>
    Answer,

    /// <summary>Goes on with runs that were cut short, and starts runs when asked.</summary>
    Run,

    /// <summary>As <see cref="Run"/>, and starts what the schedules say.</summary>
    Serve,
}
