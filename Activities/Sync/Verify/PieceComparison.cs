using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.VerifiedFiles;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>What comparing files in pieces showed.</summary>
/// <param name="Differences">Files that differ.</param>
/// <param name="Verified">What is known of all files by now, where none differs.</param>
/// <param name="Read">What was read at the primary for it.</param>
internal sealed record PieceComparison(
    IReadOnlyList<ContentComparer.Difference> Differences, IReadOnlyList<VerifiedFile> Verified, IReadOnlyList<PieceDigests> Read)
{
    /// <summary>What was read of the same pieces at the secondary, in the same order.</summary>
    public IReadOnlyList<PieceDigests> Copied { get; init; } = [];

    /// <summary>None: no file is compared in pieces.</summary>
    public static PieceComparison None { get; } = new([], [], []);
}
