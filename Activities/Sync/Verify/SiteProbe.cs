using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>Reads image files at a site for a run, within the limits of the policy, until the run no longer needs the result.</summary>
internal sealed class SiteProbe(VolumeAgent agent, RunStore runs, string runId, VerificationSettings proof, TimeProvider time)
{
    // Each piece takes 32 bytes of output, and the output of a command is limited to 64 MiB.
    private const int MostPieces = 1_000_000;

    private VolumeAgent.ProbeLimits Limits => new(proof.Bandwidth, proof.Threads);

    /// <summary>The results, in the order of the probes.</summary>
    /// <param name="pool">The site's pool.</param>
    /// <param name="volume">Its volume.</param>
    /// <param name="probes">The probes.</param>
    /// <param name="sizes">The known sizes of the files, for the time limit.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<IReadOnlyList<FileFacts>> ProbeAsync(
        GlusterPool pool, VolumeRef volume, IReadOnlyList<FileProbe> probes, IReadOnlyList<FileFacts> sizes, CancellationToken cancellation)
    {
        List<FileFacts> facts = [];
        int from = 0;
        while (from < probes.Count)
        {
            int count = 0;
            long pieces = 0;
            do
            {
                pieces += PiecesOf(probes[from + count], sizes[from + count]);
                count++;
            }
            while (from + count < probes.Count && pieces + PiecesOf(probes[from + count], sizes[from + count]) <= MostPieces);

            FileProbe[] some = [.. probes.Skip(from).Take(count)];
            TimeSpan bound = ProbeBounds.For(some.Zip(sizes.Skip(from), Covered).Sum(), proof);
            facts.AddRange(await StoppableProbe.RunAsync(
                runs, runId, time, stop => agent.ProbeAsync(pool, volume, some, bound, Limits, stop), cancellation));
            from += count;
        }

        return facts;
    }

    /// <summary>The bytes of a file that a probe reads.</summary>
    public static long Covered(FileProbe probe, FileFacts facts) => probe switch
    {
        { Pieces: { } ranges } => FilePieces.Numbers(ranges).Sum(piece => FilePieces.Length(piece, facts.Size, facts.ShardSize)),
        { Whole: true } => facts.Size,
        _ => probe.Offsets.Sum(o => Math.Max(0, Math.Min(BlockSampler.BlockSize, facts.Size - o))),
    };

    private static int PiecesOf(FileProbe probe, FileFacts facts) => probe.Pieces is null ? 1 : FilePieces.Count(facts.Size, facts.ShardSize);
}
