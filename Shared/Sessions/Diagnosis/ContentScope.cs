namespace GlusterDr.Sessions.Diagnosis;

/// <summary>Which files are compared.</summary>
public sealed record ContentScope
{
    /// <summary>The default maximum of files.</summary>
    public const int DefaultMostFiles = 1000;

    /// <summary>The default maximum of bytes at each site.</summary>
    public const long DefaultMostBytes = 64L << 30;

    /// <summary>These files, relative to the root of the volume; null: those that changed.</summary>
    public IReadOnlyList<string>? Paths { get; init; }

    /// <summary>Files that changed within this time; null: all files.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>At most this many files, the last changed first.</summary>
    public int MostFiles { get; init; } = DefaultMostFiles;

    /// <summary>At most this many bytes at each site.</summary>
    public long MostBytes { get; init; } = DefaultMostBytes;
}
