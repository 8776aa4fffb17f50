namespace GlusterDr.Local.Store;

/// <summary>How the database file is written.</summary>
public sealed class SqliteDatabaseOptions
{
    /// <summary>The most changes that share a commit.</summary>
    /// <value>The default is 2,000. Tests that stop between any two changes set 1.</value>
    public int MaxOperationsPerCommit { get; init; } = 2000;

    /// <summary>The wait before a write that the disk did not take is tried again; each further one is twice as long.</summary>
    /// <value>The default is 1 second.</value>
    public TimeSpan FirstRetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether a write that was acknowledged survives a power cut. Otherwise it survives the death of the process.</summary>
    /// <value>The default is true: each commit waits for the disk.</value>
    public bool SurvivesPowerCuts { get; init; } = true;

    /// <summary>
    /// Whether a file that cannot be opened for writing, because its disk is full, is opened for reading alone. Every write then fails.
    /// </summary>
    /// <value>The default is false.</value>
    public bool ReadsWithoutRoom { get; init; }

    /// <summary>Where the file is read and written.</summary>
    /// <value>The default is null: a thread of the database's own writes, so that a slow disk holds up nobody else.</value>
    public TaskScheduler? Scheduler { get; init; }
}
