using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>
/// What a comparison with differences has read, for the next comparison after they were replicated again: files that were the same and
/// have not been touched since are not read again.
/// </summary>
/// <param name="Whole">The results at the secondary for files that are not compared in pieces.</param>
/// <param name="Originals">What was read at the primary of files that are compared in pieces, by the plan or for this destination.</param>
/// <param name="Copies">What was read of the same pieces at the secondary, of files that do not differ.</param>
internal sealed record ComparedCopy(
    IReadOnlyList<FileFacts> Whole, IReadOnlyList<PieceDigests> Originals, IReadOnlyList<PieceDigests> Copies)
{
    private readonly Dictionary<string, FileFacts> _whole = Whole.ToDictionary(f => f.Path, StringComparer.Ordinal);
    private readonly Dictionary<string, PieceDigests> _originals = Originals.ToDictionary(f => f.Path, StringComparer.Ordinal);
    private readonly Dictionary<string, PieceDigests> _copies = Copies.ToDictionary(f => f.Path, StringComparer.Ordinal);

    /// <summary>Selects what the next comparison can use.</summary>
    /// <param name="primary">What was read at the primary.</param>
    /// <param name="secondary">The results of the same probes at the secondary.</param>
    /// <param name="pieces">The comparison of pieces.</param>
    /// <param name="read">What was read at the primary of files that differ.</param>
    /// <param name="differing">The files that differ: those are read again at the secondary.</param>
    public static ComparedCopy Of(
        ImageDigests primary, IReadOnlyList<FileFacts> secondary, PieceComparison pieces, IReadOnlyList<PieceDigests> read, IReadOnlySet<string> differing) => new(
        [.. primary.Probes.Zip(secondary)
            .Where(f => f is { First: { Pieces: null, Snapshot: null }, Second: { Exists: true, Problem: null, Stamp: not null } } && !differing.Contains(f.First.Path))
            .Select(f => f.Second)],
        [.. pieces.Read.Where(f => !differing.Contains(f.Path)), .. read],
        [.. pieces.Copied.Where(f => !differing.Contains(f.Path))]);

    /// <summary>What was read at the primary, with what was read there later.</summary>
    public ImageDigests Extend(ImageDigests primary) => primary with
    {
        Pieces = [.. primary.Pieces.Select(f => _originals.GetValueOrDefault(f.Path) ?? f)],
        Probes = [.. primary.Probes.Select(p => p.Pieces is not null && _originals.TryGetValue(p.Path, out PieceDigests? read) ? p with { Pieces = read.Ranges() } : p)],
    };

    /// <summary>What the secondary contains now: files that differed or were touched are read again.</summary>
    /// <param name="site">Reads.</param>
    /// <param name="pool">The secondary's pool.</param>
    /// <param name="volume">Its volume.</param>
    /// <param name="primary">What was read at the primary, by <see cref="Extend"/>.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>The results of the probes, in their order.</returns>
    public async Task<IReadOnlyList<FileFacts>> ReadAsync(
        SiteProbe site, GlusterPool pool, VolumeRef volume, ImageDigests primary, CancellationToken cancellation)
    {
        FileFacts[] answers = [.. await site.ProbeAsync(pool, volume, [.. primary.Probes.Select(First)], primary.Facts, cancellation)];
        int[] touched = [.. Enumerable.Range(0, answers.Length).Where(i => Again(primary.Probes[i], answers[i]) is not null)];
        FileProbe[] again = [.. touched.Select(i => Again(primary.Probes[i], answers[i])!)];
        IReadOnlyList<FileFacts> read = again.Length == 0
            ? []
            : await site.ProbeAsync(pool, volume, again, [.. touched.Select(i => primary.Facts[i])], cancellation);
        for (int i = 0; i < touched.Length; i++)
        {
            answers[touched[i]] = again[i].Pieces is null || !IsSameFile(answers[touched[i]], read[i])
                ? read[i]
                : Join(primary.Probes[touched[i]], answers[touched[i]], again[i], read[i]);
        }

        return [.. answers.Select((facts, i) => Remembered(primary.Probes[i], facts))];
    }

    /// <summary>The first probe: only the stamps of files that are known, all of the others.</summary>
    private FileProbe First(FileProbe probe) => probe switch
    {
        { Pieces: not null } when _copies.ContainsKey(probe.Path) => probe with { Pieces = [] },
        { Pieces: null, Snapshot: null } when _whole.ContainsKey(probe.Path) => new FileProbe(probe.Path),
        _ => probe,
    };

    /// <summary>The second probe, of a file that was touched; null: none.</summary>
    private FileProbe? Again(FileProbe probe, FileFacts now)
    {
        if (now is not { Exists: true, Problem: null })
        {
            return null;
        }

        if (probe.Pieces is null)
        {
            return probe.Snapshot is null && _whole.TryGetValue(probe.Path, out FileFacts? whole) && whole.Stamp != now.Stamp ? probe : null;
        }

        // A file of another length differs: it need not be read.
        return _copies.TryGetValue(probe.Path, out PieceDigests? copy) && IsSameSize(copy, now) && Touched(probe, copy, now) is { Count: > 0 } ranges
            ? probe with { Pieces = ranges }
            : null;
    }

    private static IReadOnlyList<FilePieces.PieceRange> Touched(FileProbe probe, PieceDigests copy, FileFacts now)
    {
        HashSet<int> moved = [.. FilePieces.Numbers(MovedPieces.Of(copy, now))];
        bool[] wanted = new bool[copy.Count];
        foreach (int piece in FilePieces.Numbers(probe.Pieces!).Where(p => p < copy.Count && moved.Contains(p)))
        {
            wanted[piece] = true;
        }

        return FilePieces.Ranges(wanted);
    }

    /// <summary>The result of the whole probe, from what was read now and before.</summary>
    private FileFacts Join(FileProbe probe, FileFacts now, FileProbe again, FileFacts read) =>
        now with { Digests = DigestsOf(probe, _copies[probe.Path].With(again.Pieces!, read.Digests!)) };

    private FileFacts Remembered(FileProbe probe, FileFacts facts)
    {
        if (probe.Pieces is null)
        {
            return probe.Snapshot is null && _whole.TryGetValue(probe.Path, out FileFacts? whole) && facts is { Exists: true, Problem: null } && whole.Stamp == facts.Stamp
                ? whole
                : facts;
        }

        return _copies.TryGetValue(probe.Path, out PieceDigests? copy) && facts is { Exists: true, Problem: null, Digests: null or [] } && IsSameSize(copy, facts)
            ? facts with { Digests = DigestsOf(probe, copy) }
            : facts;
    }

    private static byte[] DigestsOf(FileProbe probe, PieceDigests copy) =>
        [.. FilePieces.Numbers(probe.Pieces!).SelectMany(piece => FilePieces.Of(copy.Digests, piece, FilePieces.DigestBytes).ToArray())];

    private static bool IsSameSize(PieceDigests copy, FileFacts now) => copy.Size == now.Size && copy.ShardSize == now.ShardSize && now.Stamps is not null;

    private static bool IsSameFile(FileFacts before, FileFacts now) =>
        now is { Exists: true, Problem: null, Digests: not null } && now.Size == before.Size && now.ShardSize == before.ShardSize;
}
