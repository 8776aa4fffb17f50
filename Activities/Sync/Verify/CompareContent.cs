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

/// <summary>Computes sizes and digests of the base images at a secondary, and compares them with those of the primary.</summary>
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
    /// <summary>The result of the comparison.</summary>
    /// <param name="FilesCompared">Image files.</param>
    /// <param name="BytesCompared">Bytes, by digest.</param>
    /// <param name="Differing">Files that differ; the store has their names.</param>
    /// <param name="EmptyFiles">Of these, files that are empty at the secondary only.</param>
    /// <param name="Examples">Some of the differences, in words.</param>
    public sealed record Result(
        int FilesCompared, long BytesCompared, int Differing, int EmptyFiles, IReadOnlyList<string> Examples)
    {
        /// <summary>VMs whose images no longer exist at either site: they were deleted during the run.</summary>
        public IReadOnlyList<string> Deleted { get; init; } = [];
    }

    private const int MostExamples = 5;

    /// <summary>What was read at both sites.</summary>
    /// <param name="Step">The destination's step.</param>
    /// <param name="Destination">The destination.</param>
    /// <param name="Volumes">The UUIDs of the volumes: what was compared with another volume of the same name is not verified.</param>
    /// <param name="Corrections">How often differences were replicated again before this comparison.</param>
    /// <param name="Site">Reads more of either site.</param>
    /// <param name="Primary">What the primary holds.</param>
    /// <param name="Secondary">What the secondary holds, in the same order.</param>
    private sealed record Reading(
        DestinationStep Step,
        DestinationAccess Destination,
        RunDestination.VolumeIds Volumes,
        int Corrections,
        SiteProbe Site,
        ImageDigests Primary,
        IReadOnlyList<FileFacts> Secondary)
    {
        /// <summary>Files that differ as a whole; files that are compared in pieces may differ besides.</summary>
        public IReadOnlyList<ContentComparer.Difference> Differences { get; } = ContentComparer.Compare(Primary.Facts, Secondary);
    }

    /// <summary>What is compared of a reading.</summary>
    /// <param name="Files">Paths of the files that count: of VMs that are still part of the run.</param>
    /// <param name="Pieces">The comparison of those that are compared in pieces.</param>
    /// <param name="Differences">All that differ.</param>
    /// <param name="ReadBesides">What was read at the primary of files that differ, to find the cause.</param>
    private sealed record Comparison(
        HashSet<string> Files,
        PieceComparison Pieces,
        IReadOnlyList<ContentComparer.Difference> Differences,
        IReadOnlyList<PieceDigests> ReadBesides);

    /// <inheritdoc/>
    public override async Task<Result> RunAsync(ActivityContext context, DestinationStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        Reading reading = await ReadAsync(input, cancellation);

        // Before differences are replicated again: what somebody else changed differs for that reason, and what is the same may have been
        // changed at both sites.
        await changes.LeaveOutChangedAsync(input.RunId, cancellation);
        await changes.LeaveOutWrittenAsync(input.RunId, reading.Destination, reading.Volumes, reading.Primary, cancellation);
        HashSet<string> deleted = await FindDeletedAsync(reading, cancellation);
        HashSet<string> files = await FilesAsync(reading, cancellation);
        files.ExceptWith(deleted);
        Comparison comparison = await CompareAsync(reading, files, cancellation);
        (FileProbe, FileFacts)[] compared =
            [.. reading.Primary.Probes.Zip(reading.Primary.Facts).Where(f => comparison.Files.Contains(f.Second.Path))];
        if (compared.Length == 0)
        {
            throw await NothingComparedAsync(reading, cancellation);
        }

        Coverage coverage = CoverageSum.Of(reading.Destination.Policy.Verification.Content, compared, comparison.Pieces);
        await SaveFilesAsync(reading, comparison, cancellation);
        IReadOnlyList<string> gone = await NameAsync(reading, [.. deleted, .. reading.Primary.Deleted], cancellation);
        await access.UpdateAsync(
            input,
            d => d with
            {
                FilesCompared = compared.Length,
                BytesCompared = coverage.Compared,
                Coverage = comparison.Differences.Count == 0 ? coverage : null,
                VmsGone = gone,
            },
            cancellation);
        return new Result(
            compared.Length,
            coverage.Compared,
            comparison.Differences.Count,
            comparison.Differences.Count(d => d.Kind == ContentDifferenceKind.Empty),
            [.. comparison.Differences.Take(MostExamples).Select(d => $"{d.Path}: {d.Detail}")])
        {
            Deleted = gone,
        };
    }

    private async Task<Reading> ReadAsync(DestinationStep step, CancellationToken cancellation)
    {
        DestinationAccess destination = await access.DestinationAsync(step, cancellation);
        RunDestination? stored = await runs.FindDestinationAsync(step.RunId, step.Destination, cancellation);
        RunDestination.VolumeIds volumes = stored?.Volumes ?? await identity.LearnAsync(destination, cancellation);
        int corrections = stored?.Cures ?? 0;
        // After a correction: what was the same before, and was not touched since, is not read again.
        ComparedCopy? before = corrections == 0 ? null : await PieceDetails.FindComparedAsync(runs, step, corrections - 1, cancellation);
        ImageDigests primary = await FindDigestsAsync(step.RunId, destination, cancellation);
        primary = before?.Extend(primary) ?? primary;
        await access.UpdateAsync(step, d => d with { State = DestinationState.Verifying }, cancellation);

        SiteProbe site = new(agent, runs, step.RunId, destination.Policy.Verification, time);
        VolumeRef copy = new(destination.Destination.Volume, volumes.Secondary);
        IReadOnlyList<FileFacts> secondary = before is null
            ? await site.ProbeAsync(destination.SecondaryPool, copy, primary.Probes, primary.Facts, cancellation)
            : await before.ReadAsync(site, destination.SecondaryPool, copy, primary, cancellation);
        return new(step, destination, volumes, corrections, site, primary, secondary);
    }

    /// <summary>Compares these files, without those of VMs whose bytes changed at the primary without a write.</summary>
    private async Task<Comparison> CompareAsync(Reading reading, HashSet<string> files, CancellationToken cancellation)
    {
        PieceComparison pieces = await ComparePiecesAsync(reading, files, cancellation);
        IReadOnlyList<ContentComparer.Difference> differences = [.. reading.Differences.Where(d => files.Contains(d.Path)), .. pieces.Differences];
        PrimaryRot rot = new(runs, verification, reading.Destination, reading.Volumes, reading.Site);
        PrimaryRot.Result found = await FindRottenAsync(rot, reading.Primary, pieces, differences, cancellation);
        if (found.Rotten.Count == 0)
        {
            return new(files, pieces, differences, found.Read);
        }

        await rot.LeaveOutAsync(reading.Step.RunId, found.Rotten, cancellation);
        HashSet<string> left = await FilesAsync(reading, cancellation);
        left.IntersectWith(files);
        return new(left, pieces.Of(left), [.. differences.Where(d => left.Contains(d.Path))], found.Read);
    }

    private async Task<PieceComparison> ComparePiecesAsync(Reading reading, HashSet<string> files, CancellationToken cancellation)
    {
        HashSet<string> differing = [.. reading.Differences.Select(d => d.Path)];
        PieceDigests[] originals = [.. reading.Primary.Pieces.Where(f => files.Contains(f.Path) && !differing.Contains(f.Path))];
        if (originals.Length == 0)
        {
            return PieceComparison.None;
        }

        Dictionary<string, FileFacts> copies = reading.Secondary.ToDictionary(f => f.Path, StringComparer.Ordinal);
        return await new PieceVerification(reading.Destination, reading.Volumes, verification, reading.Site).RunAsync(
            reading.Step, originals, [.. originals.Select(f => copies[f.Path])], reading.Primary.At ?? time.GetUtcNow(), cancellation);
    }

    private static Task<PrimaryRot.Result> FindRottenAsync(
        PrimaryRot rot, ImageDigests primary, PieceComparison pieces, IReadOnlyList<ContentComparer.Difference> differences, CancellationToken cancellation)
    {
        HashSet<string> differing = [.. differences.Where(d => d.Kind != ContentDifferenceKind.Unread).Select(d => d.Path)];
        // Also what was read at the primary beyond the plan.
        Dictionary<string, PieceDigests> read = pieces.Read.ToDictionary(f => f.Path, StringComparer.Ordinal);
        return rot.FindAsync(
            [.. primary.Pieces.Where(f => differing.Contains(f.Path)).Select(f => read.GetValueOrDefault(f.Path) ?? f)],
            pieces.Copied.ToDictionary(f => f.Path, StringComparer.Ordinal),
            cancellation);
    }

    /// <summary>The files on the volume that VMs of the run need and that are not left out.</summary>
    private async Task<HashSet<string>> FilesAsync(Reading reading, CancellationToken cancellation) =>
    [
        .. ProtectedFiles.Of(
            reading.Destination.Policy, reading.Destination.PrimaryVolume, await runs.ListVmsAsync(reading.Step.RunId, cancellation))
            .Select(f => f.Path),
    ];

    /// <summary>If a VM was changed, or bytes of the primary changed without a write, that is the cause; otherwise all images were deleted.</summary>
    private async Task<DrException> NothingComparedAsync(Reading reading, CancellationToken cancellation)
    {
        IReadOnlyList<RunVm> vms = await runs.ListVmsAsync(reading.Step.RunId, cancellation);
        return new(vms.Select(vm => vm.Error).FirstOrDefault(e => e?.Code is ErrorCodes.VmChanged or ErrorCodes.ContentRotten) ?? new Error(
            ErrorCodes.NothingToProtect,
            ErrorClass.Permanent,
            "No image was compared: all images of this run were deleted at both sites during the run.",
            reading.Destination.PrimaryVolume,
            Advice: "If the VMs were deleted on purpose, start another run for those that are left."));
    }

    private async Task SaveFilesAsync(Reading reading, Comparison comparison, CancellationToken cancellation)
    {
        DestinationStep step = reading.Step;
        if (comparison.Differences.Count == 0)
        {
            await PieceDetails.SaveVerifiedAsync(runs, step.RunId, step.Destination, comparison.Pieces.Verified, cancellation);
        }
        else if (reading.Destination.Policy.Verification.Cure)
        {
            HashSet<string> unequal = [.. reading.Differences.Concat(comparison.Differences).Select(d => d.Path)];
            ComparedCopy compared = ComparedCopy.Of(reading.Primary, reading.Secondary, comparison.Pieces, comparison.ReadBesides, unequal);
            await PieceDetails.SaveComparedAsync(runs, step, reading.Corrections, compared, cancellation);
        }

        await runs.SaveDetailAsync(step.RunId, Differences.Key(step.Destination), new Differences(comparison.Differences), cancellation);
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

    /// <summary>Images that exist at neither site: somebody deleted the VM during the run, and the deletion was replicated.</summary>
    private async Task<HashSet<string>> FindDeletedAsync(Reading reading, CancellationToken cancellation)
    {
        FileProbe[] missing =
            [.. reading.Differences.Where(d => d.Kind == ContentDifferenceKind.Missing).Select(d => new FileProbe(d.Path))];
        if (missing.Length == 0)
        {
            return [];
        }

        IReadOnlyList<FileFacts> facts = await agent.ProbeAsync(
            reading.Destination.PrimaryPool,
            new(reading.Destination.PrimaryVolume, reading.Volumes.Primary),
            missing,
            ProbeBounds.For(0),
            cancellation);
        return [.. facts.Where(f => !f.Exists && f.Problem is null).Select(f => f.Path)];
    }

    private async Task<IReadOnlyList<string>> NameAsync(Reading reading, HashSet<string> paths, CancellationToken cancellation) => paths.Count == 0
        ? []
        : [.. (await runs.ListVmsAsync(reading.Step.RunId, cancellation))
            .Where(vm => vm.State is VmState.Snapshotted or VmState.ShutOff
                && ProtectedFiles.DisksOf(reading.Destination.Policy, reading.Destination.PrimaryVolume, vm).Any(paths.Contains))
            .Select(vm => vm.Vm.Name)];
}
