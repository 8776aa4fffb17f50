using GlusterDr.Gluster;
using GlusterDr.Runs;
using GlusterDr.Verification;

namespace GlusterDr.Activities;

/// <summary>
/// What the steps of a run hand on of the pieces of files: megabytes, in documents that are forgotten when the run ends.
/// </summary>
internal static class PieceDetails
{
    private const string Prefix = "pieces:";

    // Packed values neither shrink nor grow much when they are stored: far below the limit of a document.
    private const int MostBytes = 450_000;

    /// <summary>Keeps what a primary volume holds.</summary>
    public static Task SaveAsync(
        RunStore runs, string runId, string? volume, IEnumerable<PieceDigests> files, CancellationToken cancellation) => SaveAsync(
        runs, runId, ImagesKey(volume), files.SelectMany(f => f.Split(VerificationStore.PiecesInADocument)), f => (24 * f.Count) + f.Path.Length + 200, cancellation);

    /// <summary>What a primary volume holds; null: it was not kept.</summary>
    public static async Task<IReadOnlyList<PieceDigests>?> FindAsync(
        RunStore runs, string runId, string? volume, CancellationToken cancellation) =>
        await FindAsync<PieceDigests>(runs, runId, ImagesKey(volume), cancellation) is { } parts
            ? [.. parts.GroupBy(p => p.Path, StringComparer.Ordinal).Select(file => PieceDigests.Join([.. file]))]
            : null;

    /// <summary>Keeps what is verified at a destination, until it is proven.</summary>
    public static Task SaveVerifiedAsync(
        RunStore runs, string runId, string destination, IEnumerable<VerifiedFile> files, CancellationToken cancellation) => SaveAsync(
        runs,
        runId,
        VerifiedKey(destination),
        files.SelectMany(f => f.Split(VerificationStore.PiecesInADocument)),
        f => (34 * f.Count) + f.Path.Length + (35 * f.Times.Count) + 300,
        cancellation);

    /// <summary>What is verified at a destination, in parts; null: it was not kept.</summary>
    public static Task<IReadOnlyList<VerifiedFile>?> FindVerifiedAsync(
        RunStore runs, string runId, string destination, CancellationToken cancellation) =>
        FindAsync<VerifiedFile>(runs, runId, VerifiedKey(destination), cancellation);

    /// <summary>Forgets all of it.</summary>
    public static Task DeleteAsync(RunStore runs, string runId, CancellationToken cancellation) =>
        runs.DeleteDetailsAsync(runId, Prefix, cancellation);

    private static string ImagesKey(string? volume) => $"{Prefix}{ImageDigests.Key(volume)}";

    private static string VerifiedKey(string destination) => $"{Prefix}verified:{destination}";

    private static string PartKey(string key, int part) => $"{key} {part}";

    // The first part last: it says how many there are.
    private static async Task SaveAsync<T>(
        RunStore runs, string runId, string key, IEnumerable<T> items, Func<T, int> size, CancellationToken cancellation)
    {
        List<List<T>> parts = [[]];
        int bytes = 0;
        foreach (T item in items)
        {
            bytes += size(item);
            if (bytes > MostBytes && parts[^1].Count > 0)
            {
                parts.Add([]);
                bytes = size(item);
            }

            parts[^1].Add(item);
        }

        for (int i = parts.Count - 1; i >= 0; i--)
        {
            await runs.SaveDetailAsync(runId, PartKey(key, i), new DetailPart<T>(parts[i], parts.Count), cancellation);
        }
    }

    private static async Task<IReadOnlyList<T>?> FindAsync<T>(RunStore runs, string runId, string key, CancellationToken cancellation)
    {
        List<T> items = [];
        int parts = 1;
        for (int i = 0; i < parts; i++)
        {
            if (await runs.FindDetailAsync<DetailPart<T>>(runId, PartKey(key, i), cancellation) is not { } part)
            {
                return null;
            }

            items.AddRange(part.Items);
            parts = part.Parts;
        }

        return items;
    }
}
