using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Activities;

/// <summary>Reads sizes and digests of the frozen images on a primary volume, while the changelog rolls over.</summary>
public sealed class DigestImages(RunStore runs, RunAccess access, VolumeAgent agent, TimeProvider time)
    : Activity<DigestRequest, long>
{
    /// <inheritdoc/>
    public override async Task<long> RunAsync(ActivityContext context, DigestRequest input)
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
                ErrorCodes.NothingToProtect, ErrorClass.Permanent, "No image is frozen, so nothing could be compared.", volume));
        }

        IReadOnlyList<FileFacts> sizes = await agent.ProbeAsync(pool, source, files, ProbeBounds.For(0), cancellation);
        FileProbe[] probes = [.. files.Zip(sizes, (file, facts) => WithExtent(file, facts.Size, policy.Proof, input))];
        long bytes = new ImageDigests(probes, sizes).BytesCovered();
        IReadOnlyList<FileFacts> facts = await StoppableProbe.RunAsync(
            runs, input.RunId, time, stop => agent.ProbeAsync(pool, source, probes, ProbeBounds.For(bytes), stop), cancellation);
        // Where a subvolume is down the probe fails as a whole: what is not there now was deleted, with its VM.
        bool[] there = [.. facts.Select(f => f.Exists || f.Problem is not null)];
        if (facts.Where((f, i) => there[i] && f.Digest is null).FirstOrDefault() is { } unread)
        {
            throw Unreadable(volume, unread.Path, unread.Problem ?? "it has no digest");
        }

        if (!there.Contains(true))
        {
            throw Unreadable(volume, facts[0].Path, "it is not there, and neither is any other");
        }

        // Offsets are left out, for the size gives them again: those of 1,000 disks of 100 GiB would take 1.4 MB, compressed.
        IEnumerable<FileProbe> stored = probes.Select((probe, i) => facts[i].Size == sizes[i].Size ? probe with { Offsets = [] } : probe);
        ImageDigests digests = new([.. stored.Where((_, i) => there[i])], [.. facts.Where((_, i) => there[i])])
        {
            Deleted = [.. facts.Where((_, i) => !there[i]).Select(f => f.Path)],
        };
        await SaveAsync(input, digests.Split(), cancellation);
        return bytes;
    }

    /// <summary>The volume as preflight saw it; null: a run that did not keep it.</summary>
    private async Task<string?> FindIdAsync(DigestRequest input, CancellationToken cancellation) =>
        (await runs.ListDestinationsAsync(input.RunId, cancellation))
            .FirstOrDefault(d => d.PrimaryVolume == input.Volume && d.Volumes is not null)?.Volumes!.Primary;

    // The first part last: it says how many there are.
    private async Task SaveAsync(DigestRequest input, IReadOnlyList<ImageDigests> parts, CancellationToken cancellation)
    {
        for (int i = parts.Count - 1; i >= 0; i--)
        {
            await runs.SaveDetailAsync(input.RunId, ImageDigests.Key(input.Volume, i), parts[i], cancellation);
        }
    }

    private static DrException Unreadable(string volume, string path, string why) => new(new Error(
        ErrorCodes.ContentUnreadable,
        ErrorClass.Transient,
        $"The frozen image '{path}' cannot be read at the primary: {why}.",
        volume));

    private static FileProbe WithExtent(FileProbe file, long size, ProofSettings proof, DigestRequest request) =>
        proof.Content == ContentCheck.Full || request.Suspicious || size <= proof.WholeUpTo
            ? file with { Whole = true }
            : ImageDigests.Sampled(file, size, request.RunId, proof);
}
