using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.VerifiedFiles;
using GlusterDr.Ids;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>Decides what a run reads of the base images on a primary volume.</summary>
public sealed class ProbePlan(RunStore runs, VerifiedFileStore verification, TimeProvider time)
{
    /// <summary>The first probe: the sizes of files, and, for files that are compared in pieces, the stamps of the pieces.</summary>
    public static FileProbe[] First(IEnumerable<FileProbe> files, VerificationSettings proof) =>
        [.. files.Select(f => proof.Content != ContentCheck.Sampled && f.Snapshot is null ? f with { Pieces = [] } : f)];

    /// <summary>Decides what is read of each file.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="request">The step's input.</param>
    /// <param name="first">The first probe.</param>
    /// <param name="sizes">Its results.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<FileProbe[]> MakeAsync(
        Policy policy, DigestImages.Input request, FileProbe[] first, IReadOnlyList<FileFacts> sizes, CancellationToken cancellation)
    {
        int[] inPieces = [.. Enumerable.Range(0, first.Length).Where(i => first[i].Pieces is not null && sizes[i].Exists)];
        PieceDigests[] primary = [.. inPieces.Select(i => PieceDigests.Of(first[i], sizes[i]))];
        bool all = request.Suspicious || policy.Verification.Content == ContentCheck.Full;
        IReadOnlyList<bool[]> wanted = all
            ? [.. primary.Select(f => new bool[f.Count])]
            : await WantedAsync(policy, request, primary, cancellation);
        FileProbe[] probes = [.. first.Select((file, i) => file.Pieces is null ? Sampled(file, sizes[i].Size, policy.Verification, request) : file)];
        for (int i = 0; i < inPieces.Length; i++)
        {
            FilePieces.PieceRange[] every = [new(0, primary[i].Count)];
            bool whole = all || primary[i].Size <= policy.Verification.WholeUpTo;
            probes[inPieces[i]] = first[inPieces[i]] with { Pieces = whole ? every : FilePieces.Ranges(wanted[i]) };
        }

        return probes;
    }

    private async Task<IReadOnlyList<bool[]>> WantedAsync(
        Policy policy, DigestImages.Input request, PieceDigests[] primary, CancellationToken cancellation)
    {
        bool[][] wanted = [.. primary.Select(f => new bool[f.Count])];
        foreach (Destination destination in await DestinationsAsync(policy, request, cancellation))
        {
            IReadOnlyList<VerifiedFile> known = await verification.LoadAsync(
                policy.Name, destination.Name, destination.Location, primary, cancellation);
            IReadOnlyList<bool[]> more = PiecePlan.Make(primary, known, Turn(policy, known));
            for (int file = 0; file < wanted.Length; file++)
            {
                for (int piece = 0; piece < wanted[file].Length; piece++)
                {
                    wanted[file][piece] |= more[file][piece];
                }
            }
        }

        return wanted;
    }

    /// <summary>The destinations to which this run still replicates: one that is down for weeks must not make each run read everything.</summary>
    private async Task<Destination[]> DestinationsAsync(Policy policy, DigestImages.Input request, CancellationToken cancellation)
    {
        string volume = request.Volume ?? policy.Volume;
        HashSet<string> over = [.. (await runs.ListDestinationsAsync(request.RunId, cancellation))
            .Where(d => d.State is DestinationState.Failed or DestinationState.LeftOut)
            .Select(d => d.Name)];
        return [.. policy.Destinations.Where(d => policy.PrimaryOf(d) == volume && !over.Contains(d.Name))];
    }

    private Rotation Turn(Policy policy, IReadOnlyList<VerifiedFile> known)
    {
        DateTimeOffset now = time.GetUtcNow();
        TimeSpan period = policy.Verification.Rotation;
        DateTimeOffset[] times = [.. known.SelectMany(f => f.Times)];
        TimeSpan sinceLast = times.Length == 0 ? period : now - times.Max();
        TimeSpan? untilNext = policy.Schedule is { } text && CronSchedule.TryParse(text, out CronSchedule? schedule, out _)
            ? schedule.Next(now) - now
            : null;
        return new Rotation(now, period, sinceLast, untilNext ?? sinceLast);
    }

    private static FileProbe Sampled(FileProbe file, long size, VerificationSettings proof, DigestImages.Input request) =>
        proof.Content != ContentCheck.Sampled || request.Suspicious || size <= proof.WholeUpTo
            ? file with { Whole = true }
            : ImageDigests.Sampled(file, size, request.RunId, proof);
}
