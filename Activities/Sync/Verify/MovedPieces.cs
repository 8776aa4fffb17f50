using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.VerifiedFiles;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>Pieces of a file whose times have changed since the run read it.</summary>
internal static class MovedPieces
{
    /// <summary>Finds these pieces; of a file whose length has changed, only pieces that it had before.</summary>
    /// <param name="before">The file as the run read it.</param>
    /// <param name="now">The file as it is, with stamps.</param>
    public static IReadOnlyList<FilePieces.PieceRange> Of(PieceDigests before, FileFacts now) =>
        FilePieces.Ranges([.. Enumerable.Range(0, before.Count).Select(piece => !IsSame(before.Stamps, now.Stamps ?? [], piece, FilePieces.StampBytes))]);

    /// <summary>Whether their content is as the run read it, or, for pieces that the run did not read, as it was last verified.</summary>
    /// <param name="before">The file as the run read it.</param>
    /// <param name="known">What was verified before the run.</param>
    /// <param name="probe">The probe of the pieces that were read again.</param>
    /// <param name="now">Its result.</param>
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
