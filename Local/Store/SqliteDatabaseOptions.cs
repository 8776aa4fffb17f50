namespace GlusterDr.Local.Store;

/// <summary>How the database file is written.</summary>
public sealed class SqliteDatabaseOptions
{
    /// <summary>The maximum number of changes that share a commit.</summary>
    /// <value>The default is 2,000. Tests that stop between any two changes set 1.</value>
    public int MaxOperationsPerCommit { get; init; } = 2000;

    /// <summary>The wait before a failed write is tried again; each further wait is twice as long.</summary>
    /// <value>The default is 1 second.</value>
    public TimeSpan FirstRetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether a confirmed write survives a power failure. Otherwise it only survives the end of the process.</summary>
    /// <value>The default is true: each commit waits for the disk.</value>
    public bool SurvivesPowerCuts { get; init; } = true;

    /// <summary>
    /// Whether a file that cannot be opened for writing because its disk is full is opened read-only. Every write then fails.
    /// </summary>
    /// <value>The default is false.</value>
    public bool ReadsWithoutRoom { get; init; }

    /// <summary>The scheduler on which the file is read and written.</summary>
    /// <value>The default is null: the database writes on its own thread, so that a slow disk blocks nothing else.</value>
    public TaskScheduler? Scheduler { get; init; }
}
