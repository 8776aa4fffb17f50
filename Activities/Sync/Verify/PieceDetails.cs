using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.VerifiedFiles;
using GlusterDr.Ids;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>
/// What the steps of a run store about pieces of files for later steps: megabytes, in documents that are deleted at the end of the run.
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

    /// <summary>Stores what was read of a primary volume.</summary>
    public static Task SaveAsync(
        RunStore runs, string runId, string? volume, IEnumerable<PieceDigests> files, CancellationToken cancellation) => SaveAsync(
        runs, runId, ImagesKey(volume), files.SelectMany(f => f.Split(VerifiedFileStore.PiecesInADocument)), f => (24 * f.Count) + f.Path.Length + 200, cancellation);

    /// <summary>What was read of a primary volume; null: it was not stored.</summary>
    public static async Task<IReadOnlyList<PieceDigests>?> FindAsync(
        RunStore runs, string runId, string? volume, CancellationToken cancellation) =>
        await FindPiecesAsync(runs, runId, ImagesKey(volume), cancellation);

    /// <summary>Stores what is verified at a destination, until its recovery point is stored.</summary>
    public static Task SaveVerifiedAsync(
        RunStore runs, string runId, string destination, IEnumerable<VerifiedFile> files, CancellationToken cancellation) => SaveAsync(
        runs,
        runId,
        VerifiedKey(destination),
        files.SelectMany(f => f.Split(VerifiedFileStore.PiecesInADocument)),
        f => (34 * f.Count) + f.Path.Length + (35 * f.Times.Count) + 300,
        cancellation);

    /// <summary>What is verified at a destination, in parts; null: it was not stored.</summary>
    public static Task<IReadOnlyList<VerifiedFile>?> FindVerifiedAsync(
        RunStore runs, string runId, string destination, CancellationToken cancellation) =>
        FindAsync<VerifiedFile>(runs, runId, VerifiedKey(destination), cancellation);

    /// <summary>Stores what a comparison read of files that do not differ, by the number of corrections before it.</summary>
    public static async Task SaveComparedAsync(RunStore runs, DestinationStep step, int corrections, ComparedCopy compared, CancellationToken cancellation)
    {
        await SavePiecesAsync("copies", compared.Copies);
        await SavePiecesAsync("originals", compared.Originals);
        // Last: if this exists, all of it exists.
        await SaveAsync(runs, step.RunId, ComparedKey("whole", step.Destination, corrections), compared.Whole, f => f.Path.Length + 500, cancellation);

        Task SavePiecesAsync(string name, IReadOnlyList<PieceDigests> files) => SaveAsync(
            runs, step.RunId, ComparedKey(name, step.Destination, corrections), files.SelectMany(f => f.Split(VerifiedFileStore.PiecesInADocument)), f => (24 * f.Count) + f.Path.Length + 200, cancellation);
    }

    /// <summary>What a comparison read of files that did not differ, by the number of corrections before it; null: it was not stored.</summary>
    public static async Task<ComparedCopy?> FindComparedAsync(RunStore runs, DestinationStep step, int corrections, CancellationToken cancellation) =>
        await FindAsync<FileFacts>(runs, step.RunId, ComparedKey("whole", step.Destination, corrections), cancellation) is { } whole
            && await FindPiecesAsync(runs, step.RunId, ComparedKey("originals", step.Destination, corrections), cancellation) is { } originals
            && await FindPiecesAsync(runs, step.RunId, ComparedKey("copies", step.Destination, corrections), cancellation) is { } copies
            ? new(whole, originals, copies)
            : null;

    /// <summary>Deletes all of it.</summary>
    public static Task DeleteAsync(RunStore runs, string runId, CancellationToken cancellation) =>
        runs.DeleteDetailsAsync(runId, Prefix, cancellation);

    private static async Task<IReadOnlyList<PieceDigests>?> FindPiecesAsync(RunStore runs, string runId, string key, CancellationToken cancellation) =>
        await FindAsync<PieceDigests>(runs, runId, key, cancellation) is { } parts
            ? [.. parts.GroupBy(p => p.Path, StringComparer.Ordinal).Select(file => PieceDigests.Join([.. file]))]
            : null;

    // By the number of corrections: each comparison writes its own documents, complete before the next one reads them.
    private static string ComparedKey(string name, string destination, int corrections) => $"{Prefix}compared:{name}:{corrections}:{destination}";

    private static string ImagesKey(string? volume) => $"{Prefix}{ImageDigests.Key(volume)}";

    private static string VerifiedKey(string destination) => $"{Prefix}verified:{destination}";

    private static string PartKey(string key, int part) => $"{key} {part}";

    // The first part last: it contains the number of parts.
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
