using GlusterDr.Activities.Sync.Preflight;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.VerifiedFiles;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Ids;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>Asks a secondary for sizes and digests of the frozen images, and compares them with the primary's.</summary>
public sealed class CompareContent(
    RunStore runs,
    RunAccess access,
    VolumeAgent agent,
    IdentityChecks identity,
    ChangesDuringRun changes,
    VerifiedFileStore verification,
    TimeProvider time)
    : Activity<DestinationStep, CompareContent.Result>
{
    /// <summary>What comparing content showed.</summary>
    /// <param name="FilesCompared">Image files.</param>
    /// <param name="BytesCompared">Bytes, by digest.</param>
    /// <param name="Differing">Files that differ; the store has their names.</param>
    /// <param name="EmptyFiles">Of these, files that are empty at the secondary only.</param>
    /// <param name="Examples">Some of the differences, in words.</param>
    public sealed record Result(
        int FilesCompared, long BytesCompared, int Differing, int EmptyFiles, IReadOnlyList<string> Examples)
    {
        /// <summary>VMs whose images are at neither site any more: deleted in mid-run.</summary>
        public IReadOnlyList<string> Deleted { get; init; } = [];
    }

    private const int MostExamples = 5;

    /// <inheritdoc/>
    public override async Task<Result> RunAsync(ActivityContext context, DestinationStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        DestinationAccess destination = await access.DestinationAsync(input, cancellation);
        RunDestination? stored = await runs.FindDestinationAsync(input.RunId, input.Destination, cancellation);
        RunDestination.VolumeIds volumes = stored?.Volumes ?? await identity.LearnAsync(destination, cancellation);
        int cures = stored?.Cures ?? 0;
        // After a cure: what was the same before it, and nobody has touched since, is not read again.
        ComparedCopy? before = cures == 0 ? null : await PieceDetails.FindComparedAsync(runs, input, cures - 1, cancellation);
        ImageDigests primary = await FindDigestsAsync(input.RunId, destination, cancellation);
        primary = before?.Extend(primary) ?? primary;
        await access.UpdateAsync(input, d => d with { State = DestinationState.Verifying }, cancellation);

        // The volumes by their ids: what was compared with another volume of the same name proves nothing.
        SiteProbe site = new(agent, runs, input.RunId, destination.Policy.Verification, time);
        VolumeRef copy = new(destination.Destination.Volume, volumes.Secondary);
        IReadOnlyList<FileFacts> secondary = before is null
            ? await site.ProbeAsync(destination.SecondaryPool, copy, primary.Probes, primary.Facts, cancellation)
            : await before.ReadAsync(site, destination.SecondaryPool, copy, primary, cancellation);
        IReadOnlyList<ContentComparer.Difference> found = ContentComparer.Compare(primary.Facts, secondary);
        // Before anything is cured: what somebody else changed differs for that reason, and what is equal may have been changed at both sites.
        await changes.LeaveOutChangedAsync(input.RunId, cancellation);
        await changes.LeaveOutWrittenAsync(input.RunId, destination, volumes, primary, cancellation);
        IReadOnlyList<RunVm> vms = await runs.ListVmsAsync(input.RunId, cancellation);
        HashSet<string> kept = [.. ProtectedFiles.Of(destination.Policy, destination.PrimaryVolume, vms).Select(f => f.Path)];
        HashSet<string> deleted = await FindDeletedAsync(destination, volumes, found, cancellation);
        kept.ExceptWith(deleted);
        PieceComparison pieces = await ComparePiecesAsync();
        ContentComparer.Difference[] differences = [.. found.Where(d => kept.Contains(d.Path)), .. pieces.Differences];
        PrimaryRot finder = new(runs, verification, destination, volumes, site);
        PrimaryRot.Result rot = await FindRottenAsync(finder, primary, pieces, differences, cancellation);
        if (rot.Rotten.Count > 0)
        {
            await finder.LeaveOutAsync(input.RunId, rot.Rotten, cancellation);
            vms = await runs.ListVmsAsync(input.RunId, cancellation);
            kept.IntersectWith(ProtectedFiles.Of(destination.Policy, destination.PrimaryVolume, vms).Select(f => f.Path));
            pieces = await ComparePiecesAsync();
            differences = [.. found.Where(d => kept.Contains(d.Path)), .. pieces.Differences];
        }

        (FileProbe, FileFacts)[] files = [.. primary.Probes.Zip(primary.Facts).Where(f => kept.Contains(f.Second.Path))];
        Coverage coverage = CoverageSum.Of(destination.Policy.Verification.Content, files, pieces);
        int compared = files.Length;
        if (compared == 0)
        {
            ThrowIfChanged(vms);
            throw new DrException(new Error(
                ErrorCodes.NothingToProtect,
                ErrorClass.Permanent,
                "No image was compared: all images of this run were deleted at both sites during the run.",
                destination.PrimaryVolume,
                Advice: "If the VMs were deleted on purpose, start another run for those that are left."));
        }

        if (differences.Length == 0)
        {
            await PieceDetails.SaveVerifiedAsync(runs, input.RunId, input.Destination, pieces.Verified, cancellation);
        }
        else if (destination.Policy.Verification.Cure)
        {
            HashSet<string> unequal = [.. found.Concat(differences).Select(d => d.Path)];
            await PieceDetails.SaveComparedAsync(runs, input, cures, ComparedCopy.Of(primary, secondary, pieces, rot.Read, unequal), cancellation);
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
        return new Result(
            compared,
            coverage.Compared,
            differences.Length,
            differences.Count(d => d.Kind == ContentDifferenceKind.Empty),
            [.. differences.Take(MostExamples).Select(d => $"{d.Path}: {d.Detail}")])
        {
            Deleted = gone,
        };

        async Task<PieceComparison> ComparePiecesAsync()
        {
            HashSet<string> differing = [.. found.Select(d => d.Path)];
            PieceDigests[] originals = [.. primary.Pieces.Where(f => kept.Contains(f.Path) && !differing.Contains(f.Path))];
            return originals.Length == 0
                ? PieceComparison.None
                : await new PieceVerification(destination, volumes, verification, site).RunAsync(
                    input, originals, CopiesOf(originals, secondary), primary.At ?? time.GetUtcNow(), cancellation);
        }
    }

    private static Task<PrimaryRot.Result> FindRottenAsync(
        PrimaryRot rot, ImageDigests primary, PieceComparison pieces, IReadOnlyList<ContentComparer.Difference> differences, CancellationToken cancellation)
    {
        HashSet<string> differing = [.. differences.Where(d => d.Kind != ContentDifferenceKind.Unread).Select(d => d.Path)];
        // What was read of the primary besides the plan counts too.
        Dictionary<string, PieceDigests> read = pieces.Read.ToDictionary(f => f.Path, StringComparer.Ordinal);
        return rot.FindAsync(
            [.. primary.Pieces.Where(f => differing.Contains(f.Path)).Select(f => read.GetValueOrDefault(f.Path) ?? f)],
            pieces.Copied.ToDictionary(f => f.Path, StringComparer.Ordinal),
            cancellation);
    }

    /// <summary>Nothing is left to compare because somebody else, or a bad disk, changed all of it: that is why, and no deletion.</summary>
    private static void ThrowIfChanged(IReadOnlyList<RunVm> vms)
    {
        if (vms.Select(vm => vm.Error).FirstOrDefault(e => e?.Code is ErrorCodes.VmChanged or ErrorCodes.ContentRotten) is { } changed)
        {
            throw new DrException(changed);
        }
    }

    private static FileFacts[] CopiesOf(IReadOnlyList<PieceDigests> originals, IReadOnlyList<FileFacts> secondary)
    {
        Dictionary<string, FileFacts> copies = secondary.ToDictionary(f => f.Path, StringComparer.Ordinal);
        return [.. originals.Select(f => copies[f.Path])];
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
            parts, runId, destination.Policy.Verification, await PieceDetails.FindAsync(runs, runId, volume, cancellation) ?? []);
    }

    /// <summary>Images that are at neither site: somebody deleted the VM in mid-run, and replication carried that too.</summary>
    private async Task<HashSet<string>> FindDeletedAsync(
        DestinationAccess destination, RunDestination.VolumeIds volumes, IReadOnlyList<ContentComparer.Difference> differences, CancellationToken cancellation)
    {
        FileProbe[] missing = [.. differences.Where(d => d.Kind == ContentDifferenceKind.Missing).Select(d => new FileProbe(d.Path))];
        if (missing.Length == 0)
        {
            return [];
        }

        IReadOnlyList<FileFacts> facts = await agent.ProbeAsync(
            destination.PrimaryPool, new(destination.PrimaryVolume, volumes.Primary), missing, ProbeBounds.For(0), cancellation);
        return [.. facts.Where(f => !f.Exists && f.Problem is null).Select(f => f.Path)];
    }

    private async Task<IReadOnlyList<string>> NameAsync(
        string runId, DestinationAccess destination, HashSet<string> paths, CancellationToken cancellation) => paths.Count == 0
        ? []
        : [.. (await runs.ListVmsAsync(runId, cancellation))
            .Where(vm => vm.State is VmState.Snapshotted or VmState.ShutOff
                && ProtectedFiles.DisksOf(destination.Policy, destination.PrimaryVolume, vm).Any(paths.Contains))
            .Select(vm => vm.Vm.Name)];
}
