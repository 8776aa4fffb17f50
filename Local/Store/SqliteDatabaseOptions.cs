namespace GlusterDr.Local.Store;

/// <summary>How the database file is written.</summary>
public sealed class SqliteDatabaseOptions
{
    /// <summary>The most changes that share a commit.</summary>
    /// <value>The default is 2,000. Tests that stop between any two changes set 1.</value>
    public int MaxOperationsPerCommit { get; init; } = 2000;
}
