using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.VerifiedFiles;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>The result of comparing files in pieces.</summary>
/// <param name="Differences">The files that differ.</param>
/// <param name="Read">What was read of each file at the primary.</param>
/// <param name="Copied">What was read of the same pieces at the secondary, in the same order.</param>
/// <param name="Known">What earlier runs verified of each file, in the same order.</param>
/// <param name="At">When reading began.</param>
internal sealed record PieceComparison(
    IReadOnlyList<ContentComparer.Difference> Differences,
    IReadOnlyList<PieceDigests> Read,
    IReadOnlyList<PieceDigests> Copied,
    IReadOnlyList<VerifiedFile> Known,
    DateTimeOffset At)
{
    /// <summary>No file is compared in pieces.</summary>
    public static PieceComparison None { get; } = new([], [], [], [], DateTimeOffset.UnixEpoch);

    private IReadOnlyList<VerifiedFile>? _verified;

    /// <summary>What is verified of each file now, in the same order; empty while any differs.</summary>
    public IReadOnlyList<VerifiedFile> Verified => _verified ??= Differences.Count > 0
        ? []
        : [.. Known.Select((file, i) => file.With(Read[i], Copied[i], At))];

    /// <summary>The same of some of the files.</summary>
    public PieceComparison Of(IReadOnlySet<string> paths)
    {
        int[] files = [.. Enumerable.Range(0, Read.Count).Where(i => paths.Contains(Read[i].Path))];
        return new(
            [.. Differences.Where(d => paths.Contains(d.Path))],
            [.. files.Select(i => Read[i])],
            [.. files.Select(i => Copied[i])],
            [.. files.Select(i => Known[i])],
            At);
    }
}
