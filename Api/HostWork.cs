namespace GlusterDr.Api;

/// <summary>What a host does in its data directory.</summary>
public enum HostWork
{
    /// <summary>Answers a request from the store, and ends. Interrupted runs are not resumed.</summary>
    Answer,

    /// <summary>Resumes interrupted runs, and starts runs on request.</summary>
    Run,

    /// <summary>As <see cref="Run"/>, and starts runs by their schedules.</summary>
    Serve,
}
