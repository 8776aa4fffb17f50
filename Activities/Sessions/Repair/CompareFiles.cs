using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Verify;
using GlusterDr.Durable;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sessions.Diagnosis;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Reads files at both sites, and compares those that were not changed meanwhile.</summary>
/// <remarks>
/// A write into a shard does not change the times of its file, so the times of each piece are read before and after. Those of the
/// primary are read once more at the end: what changed there meanwhile can already be replicated.
/// </remarks>
public sealed class CompareFiles(SessionAccess access, VolumeAgent agent) : Activity<CompareFiles.Input, ContentReport>
{
    /// <summary>The input.</summary>
    /// <param name="Step">The session.</param>
    /// <param name="Paths">The files.</param>
    /// <param name="Bytes">Their total number of bytes.</param>
    /// <param name="Arrived">What was written before this has arrived, by the status of the session; null: not known.</param>
    public sealed record Input(RepairStep Step, IReadOnlyList<string> Paths, long Bytes, DateTimeOffset? Arrived);

    /// <summary>Some times have a resolution of one second.</summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override async Task<ContentReport> RunAsync(ActivityContext context, Input input)
    {
        CancellationToken cancellation = context.CancellationToken;
        GlusterPool near = await access.PrimaryAsync(input.Step, cancellation);
        GlusterPool far = await access.SecondaryAsync(input.Step, cancellation);
        (string primaryVolume, string secondaryVolume) = (input.Step.Address.Session.PrimaryVolume, input.Step.Address.Session.SecondaryVolume);
        FileProbe[] probes = [.. input.Paths.Select(p => new FileProbe(p) { Whole = true, Watch = true })];
        TimeSpan bound = ProbeBounds.For(input.Bytes);
        Task<IReadOnlyList<FileFacts>> primary = agent.ProbeAsync(near, primaryVolume, probes, bound, cancellation);
        Task<IReadOnlyList<FileFacts>> secondary = agent.ProbeAsync(far, secondaryVolume, probes, bound, cancellation);
        await Task.WhenAll(primary, secondary);
        IReadOnlyList<FileFacts> after = await agent.ReadMetadataAsync(near, primaryVolume, input.Paths, ProbeBounds.For(0), cancellation);
        ContentReport report = new();
        for (int i = 0; i < input.Paths.Count; i++)
        {
            report = report.Plus(Compare((await primary)[i], (await secondary)[i], after[i], input.Arrived));
        }

        return report;
    }

    private static ContentReport Compare(FileFacts original, FileFacts copy, FileFacts after, DateTimeOffset? arrived)
    {
        if (WhyNot(original, copy, after, arrived) is { } why)
        {
            return new ContentReport { Left = 1, NotCompared = [new(why, 1, original.Path)] };
        }

        IReadOnlyList<ContentComparer.Difference> found = ContentComparer.Compare([original], [copy]);
        return new ContentReport
        {
            Compared = 1,
            Bytes = original.Size,
            Differing = found.Count,
            Empty = found.Count(d => d.Kind == ContentDifferenceKind.Empty),
            Differences = found,
        };
    }

    private static string? WhyNot(FileFacts original, FileFacts copy, FileFacts after, DateTimeOffset? arrived) => (original, copy) switch
    {
        ({ Problem: { } problem }, _) => $"it cannot be read at the primary: {problem}",
        ({ Exists: false }, _) => "it is not at the primary any more",
        ({ Moved: true }, _) => "it is being written: only a file that does not change can be compared",
        _ when after.Stamp != original.Stamp => "it is being written: only a file that does not change can be compared",
        _ when arrived is { } cut && original.Changed > (cut - s_slack).ToUnixTimeMilliseconds() => "it changed after the last replicated change",
        (_, { Problem: { } problem }) => $"it cannot be read at the secondary: {problem}",
        (_, { Moved: true }) => "it is being replicated",
        _ => null,
    };
}
