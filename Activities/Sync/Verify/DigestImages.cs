using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Ids;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>Computes sizes and digests of the base images on a primary volume, while the changelogs roll over.</summary>
public sealed class DigestImages(RunStore runs, RunAccess access, VolumeAgent agent, ProbePlan plan, TimeProvider time)
    : Activity<DigestImages.Input, long>
{
    /// <summary>What to read of the base images.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Suspicious">Preflight found a reason why samples are not enough: read everything.</param>
    /// <param name="Volume">The volume that they are on; null: the policy's own.</param>
    public sealed record Input(string RunId, bool Suspicious, string? Volume = null);

    /// <inheritdoc/>
    public override async Task<long> RunAsync(ActivityContext context, Input input)
    {
        CancellationToken cancellation = context.CancellationToken;
        Policy policy = await access.PolicyAsync(input.RunId, cancellation);
        GlusterPool pool = new(policy.Site.GlusterNodes());
        string volume = input.Volume ?? policy.Volume;
        VolumeRef source = new(volume, await FindIdAsync(input, cancellation));
        FileProbe[] files = ProtectedFiles.Of(policy, volume, await runs.ListVmsAsync(input.RunId, cancellation));
        if (files.Length == 0)
        {
            throw new DrException(new Error(
                ErrorCodes.NothingToProtect, ErrorClass.Permanent, "No VM has a snapshot, so nothing was compared.", volume));
        }

        DateTimeOffset at = time.GetUtcNow();
        FileProbe[] first = ProbePlan.First(files, policy.Verification);
        IReadOnlyList<FileFacts> sizes = await agent.ProbeAsync(pool, source, first, ProbeBounds.For(0), cancellation);
        ThrowIfUnread(volume, first, sizes, s => s.Stamps is not null);
        FileProbe[] probes = await plan.MakeAsync(policy, input, first, sizes, cancellation);
        IReadOnlyList<FileFacts> facts = await new SiteProbe(agent, runs, input.RunId, policy.Verification, time)
            .ProbeAsync(pool, source, probes, sizes, cancellation);
        ImageDigests digests = Digests(volume, first, sizes, probes, facts) with { At = at };
        await SaveAsync(input, digests, cancellation);
        return digests.BytesCovered();
    }

    private static ImageDigests Digests(
        string volume, FileProbe[] first, IReadOnlyList<FileFacts> sizes, FileProbe[] probes, IReadOnlyList<FileFacts> facts)
    {
        // If a subvolume is down, the probe fails as a whole: a file that does not exist now was deleted, with its VM.
        bool[] exists = [.. facts.Select(f => f.Exists || f.Problem is not null)];
        ThrowIfUnread(volume, probes, facts, f => f.Digests is not null);
        if (facts.Where((f, i) => exists[i] && probes[i].Pieces is null && f.Digest is null).FirstOrDefault() is { } unread)
        {
            throw Unreadable(volume, unread.Path, unread.Problem ?? "it has no digest");
        }

        if (!exists.Contains(true))
        {
            throw Unreadable(volume, facts[0].Path, "neither it nor any other image of the run exists");
        }

        int[] inPieces = [.. Enumerable.Range(0, probes.Length).Where(i => exists[i] && probes[i].Pieces is not null)];
        if (inPieces.FirstOrDefault(i => facts[i].Size != sizes[i].Size || facts[i].ShardSize != sizes[i].ShardSize || !sizes[i].Exists, -1) is >= 0 and var odd)
        {
            throw Unreadable(volume, facts[odd].Path, $"its size changed from {sizes[odd].Size} to {facts[odd].Size} bytes while it was read");
        }

        // Offsets are left out, for the size gives them again: those of 1,000 disks of 100 GiB would take 1.4 MB, compressed.
        IEnumerable<FileProbe> stored = probes.Select((probe, i) => facts[i].Size == sizes[i].Size ? probe with { Offsets = [] } : probe);
        return new ImageDigests([.. stored.Where((_, i) => exists[i])], [.. facts.Where((_, i) => exists[i])])
        {
            Deleted = [.. facts.Where((_, i) => !exists[i]).Select(f => f.Path)],
            Pieces = [.. inPieces.Select(i => PieceDigests.Of(first[i], sizes[i]).With(probes[i].Pieces!, facts[i].Digests!))],
        };
    }

    /// <summary>The UUID of the volume as preflight stored it; null: an older version started the run and did not store it.</summary>
    private async Task<string?> FindIdAsync(Input input, CancellationToken cancellation) =>
        (await runs.ListDestinationsAsync(input.RunId, cancellation))
            .FirstOrDefault(d => d.PrimaryVolume == input.Volume && d.Volumes is not null)?.Volumes!.Primary;

    // The first part last: it contains the number of parts.
    private async Task SaveAsync(Input input, ImageDigests digests, CancellationToken cancellation)
    {
        await PieceDetails.SaveAsync(runs, input.RunId, input.Volume, digests.Pieces, cancellation);
        IReadOnlyList<ImageDigests> parts = digests.Split();
        for (int i = parts.Count - 1; i >= 0; i--)
        {
            await runs.SaveDetailAsync(input.RunId, ImageDigests.Key(input.Volume, i), parts[i], cancellation);
        }
    }

    private static void ThrowIfUnread(string volume, FileProbe[] probes, IReadOnlyList<FileFacts> facts, Func<FileFacts, bool> isRead)
    {
        if (probes.Zip(facts).FirstOrDefault(p => p.First.Pieces is not null && (p.Second.Exists || p.Second.Problem is not null) && !IsRead(p.Second)) is { Second: { } unread })
        {
            throw Unreadable(volume, unread.Path, unread.Problem ?? "it has no digests");
        }

        bool IsRead(FileFacts facts) => facts.Problem is null && isRead(facts);
    }

    private static DrException Unreadable(string volume, string path, string why) => new(new Error(
        ErrorCodes.ContentUnreadable,
        ErrorClass.Transient,
        $"The base image '{path}' cannot be read at the primary: {why}.",
        volume));
}
