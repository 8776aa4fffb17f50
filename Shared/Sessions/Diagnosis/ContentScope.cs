namespace GlusterDr.Sessions.Diagnosis;

/// <summary>Which files are compared.</summary>
public sealed record ContentScope
{
    /// <summary>How many files are compared at most, unless asked otherwise.</summary>
    public const int DefaultMostFiles = 1000;

    /// <summary>How many bytes are read at each site at most, unless asked otherwise.</summary>
    public const long DefaultMostBytes = 64L << 30;

    /// <summary>These; relative to the volume's root. Null: those that changed.</summary>
    public IReadOnlyList<string>? Paths { get; init; }

    /// <summary>All that changed within so long; null: all.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>No more than so many, the last changed first.</summary>
    public int MostFiles { get; init; } = DefaultMostFiles;

    /// <summary>No more than so many bytes at each site.</summary>
    public long MostBytes { get; init; } = DefaultMostBytes;
}
