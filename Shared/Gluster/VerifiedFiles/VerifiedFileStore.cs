using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Gluster.Content;
using GlusterDr.Store;

namespace GlusterDr.Gluster.VerifiedFiles;

/// <summary>
/// Stores which files of each destination of a policy were verified: one partition per policy, one or more documents per
/// file. Losing documents only costs time, because a file without one counts as changed.
/// </summary>
public sealed class VerifiedFileStore(IDocumentStore store)
{
    /// <summary>
    /// The number of pieces in a document. Each takes 34 bytes, about the same after compression and base64, so a document has 400 KB of the
    /// allowed 704 KiB.
    /// </summary>
    public const int PiecesInADocument = 12_000;

    private const int AtOnce = 16;

    /// <summary>What was verified of these files, in their order.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="destination">Its destination.</param>
    /// <param name="location">Its current location as <c>site/volume</c>; verifications at another location do not count.</param>
    /// <param name="files">The files as they are now.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<IReadOnlyList<VerifiedFile>> LoadAsync(
        string policy, string destination, string location, IReadOnlyList<PieceDigests> files, CancellationToken cancellation)
    {
        List<VerifiedFile> known = [];
        foreach (PieceDigests[] some in files.Chunk(AtOnce))
        {
            known.AddRange(await Task.WhenAll(some.Select(
                file => LoadAsync(policy, destination, VerifiedFile.Unknown(file.Path, location, file.ShardSize, file.Count), cancellation))));
        }

        return known;
    }

    /// <summary>The files that were verified since a time, which is that of the last run that made a recovery point.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="destination">Its destination.</param>
    /// <param name="location">Its current location as <c>site/volume</c>.</param>
    /// <param name="since">Files that no run has verified since then are left out.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<IReadOnlyList<VerifiedFile>> ListAsync(
        string policy, string destination, string location, DateTimeOffset since, CancellationToken cancellation)
    {
        VerifiedIndex? index = (await store.GetAsync(Partition(policy), IndexKey(destination), cancellation))?.Read<VerifiedIndex>();
        List<VerifiedFile> files = [];
        foreach (VerifiedIndex.Entry[] some in (index?.Files ?? []).Where(e => e.At >= since).Chunk(AtOnce))
        {
            VerifiedFile?[] found = await Task.WhenAll(some.Select(entry => FindAsync(policy, destination, entry, cancellation)));
            files.AddRange(found.OfType<VerifiedFile>().Where(f => f.Location == location));
        }

        return files;
    }

    /// <summary>Writes the verified files of a destination. Idempotent.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="destination">Its destination.</param>
    /// <param name="parts">The files, in parts of <see cref="PiecesInADocument"/>; earlier ones that are not among them are kept for a while.</param>
    /// <param name="at">The time of the run.</param>
    /// <param name="keep">How long files that no run verifies any more are kept.</param>
    /// <param name="cancellation">Cancels.</param>
    public Task SaveAsync(
        string policy, string destination, IReadOnlyList<VerifiedFile> parts, DateTimeOffset at, TimeSpan keep, CancellationToken cancellation) =>
        SaveAsync(policy, destination, parts, [], at, keep, cancellation);

    /// <summary>Like the other overload, and also keeps some files that this run could not verify, however old their verification is.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="destination">Its destination.</param>
    /// <param name="parts">The files, in parts of <see cref="PiecesInADocument"/>.</param>
    /// <param name="unverified">The paths of the files that this run could not verify.</param>
    /// <param name="at">The time of the run.</param>
    /// <param name="keep">How long files that no run verifies any more are kept.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task SaveAsync(
        string policy,
        string destination,
        IReadOnlyList<VerifiedFile> parts,
        IEnumerable<string> unverified,
        DateTimeOffset at,
        TimeSpan keep,
        CancellationToken cancellation)
    {
        HashSet<string> kept = [.. unverified.Select(Key)];
        Dictionary<string, VerifiedIndex.Entry> now = parts
            .GroupBy(p => Key(p.Path), StringComparer.Ordinal)
            .ToDictionary(f => f.Key, f => new VerifiedIndex.Entry(f.Key, f.Count(), at), StringComparer.Ordinal);
        VerifiedIndex? before = (await store.GetAsync(Partition(policy), IndexKey(destination), cancellation))?.Read<VerifiedIndex>();
        string[] gone = [.. (before?.Files ?? []).Where(e => !kept.Contains(e.Key)).SelectMany(e => Surplus(e, now.GetValueOrDefault(e.Key), at - keep)).Select(k => $"{destination}:{k}")];
        await InBatchesAsync(gone, key => store.DeleteAsync(Partition(policy), key, cancellation: cancellation));
        // The index names a document before it is written: a document that no index names would stay forever.
        await store.UpdateAsync<VerifiedIndex>(
            Partition(policy),
            IndexKey(destination),
            index => new([
                .. (index?.Files ?? [])
                    .Where(e => !now.ContainsKey(e.Key) && (e.At >= at - keep || kept.Contains(e.Key)))
                    .Select(e => kept.Contains(e.Key) ? e with { At = at } : e),
                .. now.Values,
            ]),
            cancellation);
        await InBatchesAsync(
            parts,
            part => store.UpsertAsync(
                Partition(policy), PartKey(destination, part.Path, part.First / PiecesInADocument), JsonSerializer.Serialize(part, DrJson.Options), cancellation));
    }

    /// <summary>Deletes everything stored for a policy.</summary>
    public async Task DeleteAsync(string policy, CancellationToken cancellation)
    {
        List<string> keys = [];
        await foreach (Document document in store.ListAsync(Partition(policy), "", cancellation))
        {
            keys.Add(document.Key);
        }

        await InBatchesAsync(keys, key => store.DeleteAsync(Partition(policy), key, cancellation: cancellation));
    }

    /// <summary>Reads a file's documents; null: some are missing, or they do not fit together.</summary>
    private async Task<VerifiedFile?> FindAsync(string policy, string destination, VerifiedIndex.Entry entry, CancellationToken cancellation)
    {
        List<VerifiedFile> parts = [];
        for (int part = 0; part < entry.Parts; part++)
        {
            Document? document = await store.GetAsync(Partition(policy), $"{destination}:{entry.Key}:{part}", cancellation);
            if (document is null || Read(document) is not { IsWhole: true } found || found.First != parts.Sum(p => p.Count))
            {
                return null;
            }

            parts.Add(found);
        }

        return parts.Count == 0 ? null : parts.Aggregate(
            VerifiedFile.Unknown(parts[0].Path, parts[0].Location, parts[0].ShardSize, parts.Sum(p => p.Count)),
            (file, part) => file.WithPart(part));
    }

    private async Task<VerifiedFile> LoadAsync(string policy, string destination, VerifiedFile file, CancellationToken cancellation)
    {
        for (int part = 0; part < PartsOf(file.Count); part++)
        {
            if (await store.GetAsync(Partition(policy), PartKey(destination, file.Path, part), cancellation) is { } document
                && Read(document) is { IsWhole: true } found
                && (found.Path, found.Location, found.ShardSize) == (file.Path, file.Location, file.ShardSize))
            {
                file = file.WithPart(found);
            }
        }

        return file;
    }

    // An unreadable document counts as missing.
    private static VerifiedFile? Read(Document document)
    {
        try
        {
            return document.Read<VerifiedFile>();
        }
        catch (DrException e) when (e.Error.Code == ErrorCodes.StoreUnreadable)
        {
            return null;
        }
    }

    // Documents of a file that is gone or has fewer pieces than before.
    private static IEnumerable<string> Surplus(VerifiedIndex.Entry before, VerifiedIndex.Entry? now, DateTimeOffset oldest)
    {
        int first = now?.Parts ?? (before.At < oldest ? 0 : before.Parts);
        return Enumerable.Range(first, Math.Max(0, before.Parts - first)).Select(part => $"{before.Key}:{part}");
    }

    private static async Task InBatchesAsync<T>(IEnumerable<T> items, Func<T, Task> work)
    {
        foreach (T[] some in items.Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(work));
        }
    }

    private static int PartsOf(int pieces) => Math.Max(1, (pieces + PiecesInADocument - 1) / PiecesInADocument);

    private static string Partition(string policy) => $"verified-{policy}";

    private static string IndexKey(string destination) => $"{destination}:index";

    private static string PartKey(string destination, string path, int part) => $"{destination}:{Key(path)}:{part}";

    // A path may have characters that keys do not allow. The path in the document reveals a hash collision.
    private static string Key(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..32];
}
