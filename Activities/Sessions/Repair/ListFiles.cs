using GlusterDr.Activities.Sync;
using GlusterDr.Durable;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sessions.Diagnosis;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Lists the files of the primary to compare, in parts that are each read in one step.</summary>
public sealed class ListFiles(SessionAccess access, VolumeAgent agent, TimeProvider time) : Activity<ListFiles.Input, ListFiles.Result>
{
    /// <summary>The files to compare, in parts that are each compared in one step.</summary>
    /// <param name="Parts">The paths of each part.</param>
    /// <param name="Bytes">The number of bytes of each part.</param>
    /// <param name="Left">What is not compared.</param>
    public sealed record Result(IReadOnlyList<IReadOnlyList<string>> Parts, IReadOnlyList<long> Bytes, ContentReport Left);

    /// <summary>The input.</summary>
    /// <param name="Step">The session.</param>
    /// <param name="Scope">The requested files; null: none.</param>
    /// <param name="Others">Further files, which come first.</param>
    public sealed record Input(RepairStep Step, ContentScope? Scope, IReadOnlyList<string> Others);

    private const int FilesInPart = 200;
    private const long BytesInPart = 8L << 30;
    private static readonly TimeSpan s_search = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public override async Task<Result> RunAsync(ActivityContext context, Input input)
    {
        CancellationToken cancellation = context.CancellationToken;
        ContentScope scope = input.Scope ?? new ContentScope { Paths = [] };
        GlusterPool pool = await access.PrimaryAsync(input.Step, cancellation);
        string volume = input.Step.Address.Session.PrimaryVolume;
        string[] named = [.. input.Others.Concat(scope.Paths ?? []).Distinct(StringComparer.Ordinal)];
        IReadOnlyList<FileFacts> first = named.Length == 0 ? [] : await agent.ReadMetadataAsync(pool, volume, [.. named.Take(scope.MostFiles)], ProbeBounds.For(0), cancellation);
        List<ContentReport.LeftFiles> left = [.. Bound(named.Length - first.Count, scope)];
        List<FileFacts> files = [.. first.Where(f => f.Exists)];
        left.AddRange(first.Where(f => !f.Exists).GroupBy(f => f.Problem).Select(g => new ContentReport.LeftFiles(
            g.Key is { } problem ? $"it cannot be read: {problem}" : "it is not at the primary", g.Count(), g.First().Path)));
        if (scope.Paths is null)
        {
            DateTimeOffset since = scope.Within is { } within ? time.GetUtcNow() - within : DateTimeOffset.UnixEpoch;
            FileSearchResult search = await agent.FindChangedFilesAsync(pool, volume, since, scope.MostFiles, s_search, cancellation);
            HashSet<string> known = [.. named];
            files.AddRange(search.Files.Where(f => !known.Contains(f.Path)));
            left.AddRange(Bound(search.Matching - search.Files.Count, scope));
            left.AddRange(Odd(search));
        }

        return Part(files, scope, left);
    }

    private static IEnumerable<ContentReport.LeftFiles> Bound(int beyond, ContentScope scope) =>
        beyond > 0 ? [new($"beyond the bound of {scope.MostFiles} files", beyond, "")] : [];

    private static IEnumerable<ContentReport.LeftFiles> Odd(FileSearchResult search)
    {
        if (search.NotUtf8 > 0)
        {
            yield return new("its name is not UTF-8", search.NotUtf8, "");
        }

        if (!search.Complete)
        {
            yield return new($"the search was ended after {s_search.TotalMinutes:0} minutes and {search.Examined} files; how many more there are is not known", 1, "");
        }
    }

    private static Result Part(IEnumerable<FileFacts> files, ContentScope scope, List<ContentReport.LeftFiles> left)
    {
        List<IReadOnlyList<string>> parts = [];
        List<long> bytes = [];
        List<string> part = [];
        List<FileFacts> beyond = [];
        (long inPart, long all) = (0, 0);
        foreach (FileFacts file in files)
        {
            if (all + file.Size > scope.MostBytes)
            {
                beyond.Add(file);
                continue;
            }

            if (part.Count > 0 && (part.Count == FilesInPart || inPart + file.Size > BytesInPart))
            {
                parts.Add(part);
                bytes.Add(inPart);
                (part, inPart) = ([], 0);
            }

            part.Add(file.Path);
            (inPart, all) = (inPart + file.Size, all + file.Size);
        }

        if (part.Count > 0)
        {
            parts.Add(part);
            bytes.Add(inPart);
        }

        if (beyond.Count > 0)
        {
            left.Add(new($"beyond the bound of {scope.MostBytes >> 20} MiB", beyond.Count, beyond[0].Path));
        }

        return new Result(parts, bytes, new ContentReport { Left = left.Sum(l => l.Count), NotCompared = left });
    }
}
