using GlusterDr.Durable;
using GlusterDr.Gluster;
using GlusterDr.Runs;

namespace GlusterDr.Activities;

/// <summary>Asks a secondary for sizes and digests of the frozen images, and compares them with the primary's.</summary>
public sealed class CompareContent(RunStore runs, RunAccess access, VolumeAgent agent) : Activity<DestinationStep, ContentOutcome>
{
    private const int MostExamples = 5;

    /// <inheritdoc/>
    public override async Task<ContentOutcome> RunAsync(ActivityContext context, DestinationStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        DestinationAccess destination = await access.DestinationAsync(input, cancellation);
        ImageDigests primary = await runs.FindDetailAsync<ImageDigests>(input.RunId, ImageDigests.Key, cancellation)
            ?? throw new InvalidOperationException("The primary's images were not digested.");
        await access.UpdateAsync(input, d => d with { State = DestinationState.Proving }, cancellation);

        long bytes = primary.BytesCovered();
        IReadOnlyList<FileFacts> secondary = await agent.ProbeAsync(
            destination.SecondaryPool, destination.Destination.Volume, primary.Probes, ProbeBounds.For(bytes), cancellation);
        IReadOnlyList<ContentDifference> differences = ContentComparer.Compare(primary.Facts, secondary);
        await runs.SaveDetailAsync(input.RunId, Differences.Key(input.Destination), new Differences(differences), cancellation);
        await access.UpdateAsync(input, d => d with { FilesCompared = primary.Facts.Count, BytesCompared = bytes }, cancellation);
        return new ContentOutcome(
            primary.Facts.Count,
            bytes,
            differences.Count,
            differences.Count(d => d.Kind == ContentDifferenceKind.Empty),
            [.. differences.Take(MostExamples).Select(d => $"{d.Path}: {d.Detail}")]);
    }
}
