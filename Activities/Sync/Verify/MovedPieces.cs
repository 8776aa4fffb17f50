using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.VerifiedFiles;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>Pieces of a file whose times have moved since the run read it.</summary>
internal static class MovedPieces
{
    /// <summary>Which they are; of a file whose length has changed, those that it had.</summary>
    /// <param name="before">The file as the run read it.</param>
    /// <param name="now">The file as it is, with stamps.</param>
    public static IReadOnlyList<FilePieces.PieceRange> Of(PieceDigests before, FileFacts now) =>
        FilePieces.Ranges([.. Enumerable.Range(0, before.Count).Select(piece => !IsSame(before.Stamps, now.Stamps ?? [], piece, FilePieces.StampBytes))]);

    /// <summary>Whether they hold what they held: when the run read them, or, where it had no need to, when they were last verified.</summary>
    /// <param name="before">The file as the run read it.</param>
    /// <param name="known">What was known of it before the run.</param>
    /// <param name="probe">The pieces that were read again.</param>
    /// <param name="now">The answer.</param>
    public static bool AreSame(PieceDigests before, VerifiedFile known, FileProbe probe, FileFacts now)
    {
        PieceDigests after = PieceDigests.Of(probe, now);
        return FilePieces.Numbers(probe.Pieces!).All(piece => before.IsRead(piece)
            ? IsSame(before.Digests, after.Digests, piece, FilePieces.DigestBytes)
            : known.IsSameAtPrimary(piece, before.Stamps) && IsSame(known.Digests, after.Digests, piece, FilePieces.DigestBytes));
    }

    private static bool IsSame(byte[] one, byte[] other, int piece, int width) => (piece + 1) * width <= Math.Min(one.Length, other.Length)
        && FilePieces.Of(one, piece, width).SequenceEqual(FilePieces.Of(other, piece, width));
}
