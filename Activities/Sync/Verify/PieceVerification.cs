using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.VerifiedFiles;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>Compares files in pieces: those that were read at the primary for all destinations, and those that only this destination needs.</summary>
internal sealed class PieceVerification(
    DestinationAccess destination, RunDestination.VolumeIds volumes, VerifiedFileStore verification, SiteProbe site)
{
    /// <summary>Compares the files.</summary>
    /// <param name="step">The destination.</param>
    /// <param name="primary">What was read at the primary of files that are not known to differ.</param>
    /// <param name="answers">The results of the same probes at the secondary, in the same order.</param>
    /// <param name="at">When reading began.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<PieceComparison> RunAsync(
        DestinationStep step, IReadOnlyList<PieceDigests> primary, IReadOnlyList<FileFacts> answers, DateTimeOffset at, CancellationToken cancellation)
    {
        PieceDigests[] originals = [.. primary];
        PieceDigests[] copies = [.. answers.Select((facts, i) => PieceDigests.Of(Probe(originals[i].Path, originals[i].Ranges()), facts))];
        IReadOnlyList<VerifiedFile> known = await verification.LoadAsync(
            destination.Policy.Name, step.Destination, destination.Destination.Location, originals, cancellation);
        IReadOnlyList<ContentComparer.Difference> unread = await ReadMoreAsync(originals, copies, known, cancellation);
        ContentComparer.Difference[] differences = [.. unread, .. originals
            .Select((original, i) => PieceComparer.Compare(original, copies[i]) is { } difference ? Explain(difference, original, copies[i], known[i]) : null)
            .OfType<ContentComparer.Difference>()
            .Where(d => unread.All(u => u.Path != d.Path))];
        return new(differences, originals, copies, known, at);
    }

    /// <summary>
    /// Adds the cause, if the bytes of the primary are as they were verified and no time of the copy has changed: the copy changed
    /// without a write.
    /// </summary>
    private static ContentComparer.Difference Explain(ContentComparer.Difference difference, PieceDigests original, PieceDigests copy, VerifiedFile known)
    {
        bool isRotten = original.Count == copy.Count && Enumerable.Range(0, original.Count)
            .Where(piece => original.IsRead(piece)
                && !FilePieces.Of(original.Digests, piece, FilePieces.DigestBytes).SequenceEqual(FilePieces.Of(copy.Digests, piece, FilePieces.DigestBytes)))
            .All(piece => known.HasDigest(piece, original.Digests) && known.IsSameAtSecondary(piece, copy.Stamps));
        return isRotten
            ? difference with { Detail = $"{difference.Detail}: at the secondary these bytes changed without a write since they were verified: a disk or memory there may be faulty" }
            : difference;
    }

    private async Task<IReadOnlyList<ContentComparer.Difference>> ReadMoreAsync(
        PieceDigests[] originals, PieceDigests[] copies, IReadOnlyList<VerifiedFile> known, CancellationToken cancellation)
    {
        List<(int File, FileProbe Probe)> more = [];
        for (int i = 0; i < originals.Length; i++)
        {
            if (FilePieces.Ranges(Unknown(originals[i], copies[i], known[i])) is { Count: > 0 } ranges)
            {
                more.Add((i, Probe(originals[i].Path, ranges)));
            }
        }

        if (more.Count == 0)
        {
            return [];
        }

        FileProbe[] probes = [.. more.Select(m => m.Probe)];
        FileFacts[] sizes = [.. more.Select(m => new FileFacts(m.Probe.Path, true, originals[m.File].Size, ShardSize: originals[m.File].ShardSize))];
        Task<IReadOnlyList<FileFacts>> near = site.ProbeAsync(
            destination.PrimaryPool, new(destination.PrimaryVolume, volumes.Primary), probes, sizes, cancellation);
        Task<IReadOnlyList<FileFacts>> far = site.ProbeAsync(
            destination.SecondaryPool, new(destination.Destination.Volume, volumes.Secondary), probes, sizes, cancellation);
        await Task.WhenAll(near, far);
        List<ContentComparer.Difference> unread = [];
        for (int i = 0; i < more.Count; i++)
        {
            int file = more[i].File;
            if ((Add(originals, file, probes[i], (await near)[i], "primary") ?? Add(copies, file, probes[i], (await far)[i], "secondary")) is { } why)
            {
                unread.Add(new(probes[i].Path, ContentDifferenceKind.Unread, why));
            }
        }

        return unread;
    }

    // The primary may not have been read for this destination: it had failed before, or somebody else changed its copy.
    private static bool[] Unknown(PieceDigests original, PieceDigests copy, VerifiedFile known) =>
        [.. Enumerable.Range(0, original.Count).Select(piece => !original.IsRead(piece)
            && !(known.IsSameAtPrimary(piece, original.Stamps) && known.IsSameAtSecondary(piece, copy.Stamps)))];

    private static string? Add(PieceDigests[] files, int file, FileProbe probe, FileFacts facts, string where)
    {
        if (facts is not { Exists: true, Problem: null, Digests: { } digests } || facts.Size != files[file].Size || facts.ShardSize != files[file].ShardSize)
        {
            return $"at the {where}: {facts.Problem ?? "it changed while it was read"}";
        }

        files[file] = files[file].With(probe.Pieces!, digests);
        return null;
    }

    private static FileProbe Probe(string path, IReadOnlyList<FilePieces.PieceRange> ranges) => new(path) { Pieces = ranges };
}
