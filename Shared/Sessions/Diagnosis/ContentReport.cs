using GlusterDr.Gluster.Content;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>The result of a comparison of content, and what was not compared.</summary>
public sealed record ContentReport
{
    /// <summary>Files that were not compared.</summary>
    /// <param name="Why">The reason.</param>
    /// <param name="Count">Their number.</param>
    /// <param name="Example">The path of one of them; empty: not known.</param>
    public sealed record LeftFiles(string Why, int Count, string Example);

    /// <summary>How many files of each kind are named.</summary>
    public const int MostNamed = 500;

    /// <summary>How many files were read at both sites.</summary>
    public int Compared { get; init; }

    /// <summary>Bytes read at each site.</summary>
    public long Bytes { get; init; }

    /// <summary>How many files differ.</summary>
    public int Differing { get; init; }

    /// <summary>Of these, how many are empty at the secondary only.</summary>
    public int Empty { get; init; }

    /// <summary>The differing files, and how they differ; at most <see cref="MostNamed"/>.</summary>
    public IReadOnlyList<ContentComparer.Difference> Differences { get; init; } = [];

    /// <summary>How many files were not compared.</summary>
    public int Left { get; init; }

    /// <summary>The reasons, each with the number of files and an example.</summary>
    public IReadOnlyList<LeftFiles> NotCompared { get; init; } = [];

    /// <summary>The sum of both.</summary>
    public ContentReport Plus(ContentReport other) => new()
    {
        Compared = Compared + other.Compared,
        Bytes = Bytes + other.Bytes,
        Differing = Differing + other.Differing,
        Empty = Empty + other.Empty,
        Differences = [.. Differences.Concat(other.Differences).Take(MostNamed)],
        Left = Left + other.Left,
        NotCompared = [.. NotCompared.Concat(other.NotCompared).GroupBy(l => l.Why).Select(g => new LeftFiles(g.Key, g.Sum(l => l.Count), g.First().Example))],
    };
}
