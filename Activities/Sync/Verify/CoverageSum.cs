using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.VerifiedFiles;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>Computes how much of the files of a destination was compared.</summary>
internal static class CoverageSum
{
    /// <summary>The sum over all files that exist.</summary>
    /// <param name="content">The policy's rule.</param>
    /// <param name="files">The probe of each file, and its result at the primary.</param>
    /// <param name="pieces">The comparison of the files that are compared in pieces.</param>
    public static Coverage Of(ContentCheck content, IReadOnlyList<(FileProbe Probe, FileFacts Facts)> files, PieceComparison pieces)
    {
        (FileProbe Probe, FileFacts Facts)[] others = [.. files.Where(f => f.Probe.Pieces is null)];
        long total = files.Sum(f => f.Facts.Size);
        long compared = others.Sum(f => SiteProbe.Covered(f.Probe, f.Facts)) + pieces.Read.Sum(f => f.BytesRead);
        (long unchanged, DateTimeOffset? since) = Unchanged(pieces);
        return new Coverage(content, files.Count, total, compared)
        {
            Unchanged = unchanged,
            UnchangedSince = since,
            NeverVerified = total - compared - unchanged,
            MissProbability = content == ContentCheck.Sampled ? others.Select(MissOf).DefaultIfEmpty().Max() : null,
        };
    }

    private static (long Bytes, DateTimeOffset? Since) Unchanged(PieceComparison pieces)
    {
        long bytes = 0;
        DateTimeOffset? since = null;
        foreach ((PieceDigests read, VerifiedFile verified) in pieces.Read.Zip(pieces.Verified))
        {
            for (int piece = 0; piece < read.Count; piece++)
            {
                if (!read.IsRead(piece) && verified.At(piece) is { } at)
                {
                    bytes += read.LengthOf(piece);
                    since = since < at ? since : at;
                }
            }
        }

        return (bytes, since);
    }

    private static double MissOf((FileProbe Probe, FileFacts Facts) file)
    {
        double blocks = Math.Ceiling(file.Facts.Size / (double)BlockSampler.BlockSize);
        return file.Probe.Whole || blocks <= file.Probe.Offsets.Count ? 0 : 1 - (file.Probe.Offsets.Count / blocks);
    }
}
