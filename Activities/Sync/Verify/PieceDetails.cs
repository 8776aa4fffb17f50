using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.VerifiedFiles;
using GlusterDr.Ids;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>
/// What the steps of a run hand on of the pieces of files: megabytes, in documents that are forgotten when the run ends.
/// </summary>
internal static class PieceDetails
{
    /// <summary>A part of a working value of a run that is too large for one document.</summary>
    /// <param name="Items">Its items.</param>
    /// <param name="Parts">How many parts there are.</param>
    public sealed record Part<T>(IReadOnlyList<T> Items, int Parts);

    private const string Prefix = "pieces:";

    // Packed values neither shrink nor grow much when they are stored: far below the limit of a document.
    private const int MostBytes = 450_000;

    /// <summary>Keeps what a primary volume holds.</summary>
    public static Task SaveAsync(
        RunStore runs, string runId, string? volume, IEnumerable<PieceDigests> files, CancellationToken cancellation) => SaveAsync(
        runs, runId, ImagesKey(volume), files.SelectMany(f => f.Split(VerifiedFileStore.PiecesInADocument)), f => (24 * f.Count) + f.Path.Length + 200, cancellation);

    /// <summary>What a primary volume holds; null: it was not kept.</summary>
    public static async Task<IReadOnlyList<PieceDigests>?> FindAsync(
        RunStore runs, string runId, string? volume, CancellationToken cancellation) =>
        await FindPiecesAsync(runs, runId, ImagesKey(volume), cancellation);

    /// <summary>Keeps what is verified at a destination, until it is proven.</summary>
    public static Task SaveVerifiedAsync(
        RunStore runs, string runId, string destination, IEnumerable<VerifiedFile> files, CancellationToken cancellation) => SaveAsync(
        runs,
        runId,
        VerifiedKey(destination),
        files.SelectMany(f => f.Split(VerifiedFileStore.PiecesInADocument)),
        f => (34 * f.Count) + f.Path.Length + (35 * f.Times.Count) + 300,
        cancellation);

    /// <summary>What is verified at a destination, in parts; null: it was not kept.</summary>
    public static Task<IReadOnlyList<VerifiedFile>?> FindVerifiedAsync(
        RunStore runs, string runId, string destination, CancellationToken cancellation) =>
        FindAsync<VerifiedFile>(runs, runId, VerifiedKey(destination), cancellation);

    /// <summary>Keeps what a comparison after so many cures read of files that do not differ.</summary>
    public static async Task SaveComparedAsync(RunStore runs, DestinationStep step, int cures, ComparedCopy compared, CancellationToken cancellation)
    {
        await SavePiecesAsync("copies", compared.Copies);
        await SavePiecesAsync("originals", compared.Originals);
        // Last: where it is there, all of it is.
        await SaveAsync(runs, step.RunId, ComparedKey("whole", step.Destination, cures), compared.Whole, f => f.Path.Length + 500, cancellation);

        Task SavePiecesAsync(string name, IReadOnlyList<PieceDigests> files) => SaveAsync(
            runs, step.RunId, ComparedKey(name, step.Destination, cures), files.SelectMany(f => f.Split(VerifiedFileStore.PiecesInADocument)), f => (24 * f.Count) + f.Path.Length + 200, cancellation);
    }

    /// <summary>What the comparison after so many cures read of files that did not differ; null: it was not kept.</summary>
    public static async Task<ComparedCopy?> FindComparedAsync(RunStore runs, DestinationStep step, int cures, CancellationToken cancellation) =>
        await FindAsync<FileFacts>(runs, step.RunId, ComparedKey("whole", step.Destination, cures), cancellation) is { } whole
            && await FindPiecesAsync(runs, step.RunId, ComparedKey("originals", step.Destination, cures), cancellation) is { } originals
            && await FindPiecesAsync(runs, step.RunId, ComparedKey("copies", step.Destination, cures), cancellation) is { } copies
            ? new(whole, originals, copies)
            : null;

    /// <summary>Forgets all of it.</summary>
    public static Task DeleteAsync(RunStore runs, string runId, CancellationToken cancellation) =>
        runs.DeleteDetailsAsync(runId, Prefix, cancellation);

    private static async Task<IReadOnlyList<PieceDigests>?> FindPiecesAsync(RunStore runs, string runId, string key, CancellationToken cancellation) =>
        await FindAsync<PieceDigests>(runs, runId, key, cancellation) is { } parts
            ? [.. parts.GroupBy(p => p.Path, StringComparer.Ordinal).Select(file => PieceDigests.Join([.. file]))]
            : null;

    // By the number of cures: what one comparison keeps is written by it alone, whole before the next one reads it.
    private static string ComparedKey(string name, string destination, int cures) => $"{Prefix}compared:{name}:{cures}:{destination}";

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
            await runs.SaveDetailAsync(runId, PartKey(key, i), new Part<T>(parts[i], parts.Count), cancellation);
        }
    }

    private static async Task<IReadOnlyList<T>?> FindAsync<T>(RunStore runs, string runId, string key, CancellationToken cancellation)
    {
        List<T> items = [];
        int parts = 1;
        for (int i = 0; i < parts; i++)
        {
            if (await runs.FindDetailAsync<Part<T>>(runId, PartKey(key, i), cancellation) is not { } part)
            {
                return null;
            }

            items.AddRange(part.Items);
            parts = part.Parts;
        }

        return items;
    }
}
