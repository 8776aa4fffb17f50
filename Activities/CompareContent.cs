using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Verification;

namespace GlusterDr.Activities;

/// <summary>Asks a secondary for sizes and digests of the frozen images, and compares them with the primary's.</summary>
public sealed class CompareContent(RunStore runs, RunAccess access, VolumeAgent agent, VerificationStore verification, TimeProvider time)
    : Activity<DestinationStep, ContentOutcome>
{
    private const int MostExamples = 5;

    /// <inheritdoc/>
    public override async Task<ContentOutcome> RunAsync(ActivityContext context, DestinationStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        DestinationAccess destination = await access.DestinationAsync(input, cancellation);
        ImageDigests primary = await FindDigestsAsync(input.RunId, destination, cancellation);
        await access.UpdateAsync(input, d => d with { State = DestinationState.Proving }, cancellation);

        SiteProbe site = new(agent, runs, input.RunId, destination.Policy.Proof, time);
        IReadOnlyList<FileFacts> secondary = await site.AskAsync(
            destination.SecondaryPool, destination.Destination.Volume, primary.Probes, primary.Facts, cancellation);
        IReadOnlyList<ContentDifference> found = ContentComparer.Compare(primary.Facts, secondary);
        HashSet<string> deleted = await FindDeletedAsync(destination, found, cancellation);
        PieceProof pieces = await ComparePiecesAsync(input, destination, primary, secondary, found, site, cancellation);
        ContentDifference[] differences = [.. found.Where(d => !deleted.Contains(d.Path)), .. pieces.Differences];
        Coverage coverage = CoverageSum.Of(
            destination.Policy.Proof.Content,
            [.. primary.Probes.Zip(primary.Facts).Where(f => !deleted.Contains(f.Second.Path))],
            pieces);
        int compared = primary.Facts.Count - deleted.Count;
        if (compared == 0)
        {
            throw new DrException(new Error(
                ErrorCodes.NothingToProtect,
                ErrorClass.Permanent,
                "No image was compared: all images of this run were deleted at both sites while it was at work.",
                destination.PrimaryVolume,
                Advice: "If the VMs were deleted on purpose, start another run for those that are left."));
        }

        if (differences.Length == 0)
        {
            await PieceDetails.SaveVerifiedAsync(runs, input.RunId, input.Destination, pieces.Verified, cancellation);
        }

        await runs.SaveDetailAsync(input.RunId, Differences.Key(input.Destination), new Differences(differences), cancellation);
        IReadOnlyList<string> gone = await NameAsync(input.RunId, destination, [.. deleted, .. primary.Deleted], cancellation);
        await access.UpdateAsync(
            input,
            d => d with
            {
                FilesCompared = compared,
                BytesCompared = coverage.Compared,
                Coverage = differences.Length == 0 ? coverage : null,
                VmsGone = gone,
            },
            cancellation);
        return new ContentOutcome(
            compared,
            coverage.Compared,
            differences.Length,
            differences.Count(d => d.Kind == ContentDifferenceKind.Empty),
            [.. differences.Take(MostExamples).Select(d => $"{d.Path}: {d.Detail}")])
        {
            Deleted = gone,
        };
    }

    private async Task<PieceProof> ComparePiecesAsync(
        DestinationStep step,
        DestinationAccess destination,
        ImageDigests primary,
        IReadOnlyList<FileFacts> secondary,
        IReadOnlyList<ContentDifference> found,
        SiteProbe site,
        CancellationToken cancellation)
    {
        HashSet<string> differing = [.. found.Select(d => d.Path)];
        Dictionary<string, FileFacts> copies = secondary.ToDictionary(f => f.Path, StringComparer.Ordinal);
        PieceDigests[] originals = [.. primary.Pieces.Where(f => !differing.Contains(f.Path))];
        return originals.Length == 0
            ? PieceProof.None
            : await new PieceVerification(destination, verification, site).RunAsync(
                step, originals, [.. originals.Select(f => copies[f.Path])], primary.At ?? time.GetUtcNow(), cancellation);
    }

    private async Task<ImageDigests> FindDigestsAsync(string runId, DestinationAccess destination, CancellationToken cancellation)
    {
        string? volume = destination.Policy.UnlessOwn(destination.PrimaryVolume);
        List<ImageDigests> parts = [];
        do
        {
            parts.Add(await runs.FindDetailAsync<ImageDigests>(runId, ImageDigests.Key(volume, parts.Count), cancellation)
                ?? throw new InvalidOperationException("The primary's images were not digested."));
        }
        while (parts.Count < parts[0].Parts);

        return ImageDigests.Join(
            parts, runId, destination.Policy.Proof, await PieceDetails.FindAsync(runs, runId, volume, cancellation) ?? []);
    }

    /// <summary>Images that are at neither site: somebody deleted the VM in mid-run, and replication carried that too.</summary>
    private async Task<HashSet<string>> FindDeletedAsync(
        DestinationAccess destination, IReadOnlyList<ContentDifference> differences, CancellationToken cancellation)
    {
        FileProbe[] missing = [.. differences.Where(d => d.Kind == ContentDifferenceKind.Missing).Select(d => new FileProbe(d.Path))];
        if (missing.Length == 0)
        {
            return [];
        }

        IReadOnlyList<FileFacts> facts = await agent.ProbeAsync(
            destination.PrimaryPool, destination.PrimaryVolume, missing, ProbeBounds.For(0), cancellation);
        return [.. facts.Where(f => !f.Exists && f.Problem is null).Select(f => f.Path)];
    }

    private async Task<IReadOnlyList<string>> NameAsync(
        string runId, DestinationAccess destination, HashSet<string> paths, CancellationToken cancellation) => paths.Count == 0
        ? []
        : [.. (await runs.ListVmsAsync(runId, cancellation))
            .Where(vm => destination.Part(vm.Snapshot)?.Disks.Any(d => d.BackingPaths.Prepend(d.BasePath).Any(paths.Contains)) == true)
            .Select(vm => vm.Vm.Name)];
}
