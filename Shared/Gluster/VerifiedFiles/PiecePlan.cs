using GlusterDr.Gluster.Content;

namespace GlusterDr.Gluster.VerifiedFiles;

/// <summary>Decides which pieces of a volume's files are read in a run. Has no side effects.</summary>
public static class PiecePlan
{
    /// <summary>Marks the pieces that must be compared with one destination.</summary>
    /// <param name="primary">The files at the primary now; their content need not be read yet.</param>
    /// <param name="known">What was verified of the same files at the destination, in the same order.</param>
    /// <param name="rotation">How much of the unchanged rest is compared again.</param>
    /// <returns>For each file its pieces: true if a piece changed, was never verified, or is due in the rotation.</returns>
    public static IReadOnlyList<bool[]> Make(IReadOnlyList<PieceDigests> primary, IReadOnlyList<VerifiedFile> known, Rotation rotation)
    {
        bool[][] wanted = [.. primary.Zip(known, Changed)];
        (int File, int Piece, DateTimeOffset At)[] rest = [.. (
            from file in Enumerable.Range(0, wanted.Length)
            from piece in Enumerable.Range(0, wanted[file].Length)
            where !wanted[file][piece]
            select (file, piece, known[file].At(piece)!.Value)).OrderBy(r => r.Value)];
        long left = rotation.Share(primary.Sum(f => f.Size));
        foreach ((int file, int piece, DateTimeOffset at) in rest)
        {
            if (left <= 0 && !rotation.IsDue(at))
            {
                break;
            }

            wanted[file][piece] = true;
            left -= primary[file].LengthOf(piece);
        }

        return wanted;
    }

    // Compared for equality, never for "newer than": clients' clocks set these times.
    private static bool[] Changed(PieceDigests primary, VerifiedFile known) =>
        [.. Enumerable.Range(0, primary.Count).Select(i => !known.IsSameAtPrimary(i, primary.Stamps))];
}
