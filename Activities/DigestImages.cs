using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster;
using GlusterDr.Hypervisors;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Activities;

/// <summary>Reads sizes and digests of the frozen images at the primary, while the changelog rolls over.</summary>
public sealed class DigestImages(RunStore runs, RunAccess access, VolumeAgent agent) : Activity<DigestRequest, long>
{
    /// <inheritdoc/>
    public override async Task<long> RunAsync(ActivityContext context, DigestRequest input)
    {
        CancellationToken cancellation = context.CancellationToken;
        Policy policy = await access.PolicyAsync(input.RunId, cancellation);
        GlusterPool pool = new(policy.Site.GlusterNodes());
        FileProbe[] files = [.. FrozenFiles(await runs.ListVmsAsync(input.RunId, cancellation)).Select(p => new FileProbe(p))];
        if (files.Length == 0)
        {
            throw new DrException(new Error(
                ErrorCodes.NothingToProtect, ErrorClass.Permanent, "No image is frozen, so nothing could be compared.", policy.Volume));
        }

        IReadOnlyList<FileFacts> sizes = await agent.ProbeAsync(pool, policy.Volume, files, ProbeBounds.For(0), cancellation);
        FileProbe[] probes = [.. files.Zip(sizes, (file, facts) => WithExtent(file, facts.Size, policy.Proof, input))];
        long bytes = new ImageDigests(probes, sizes).BytesCovered();
        IReadOnlyList<FileFacts> facts = await agent.ProbeAsync(pool, policy.Volume, probes, ProbeBounds.For(bytes), cancellation);
        if (facts.FirstOrDefault(f => !f.Exists || f.Digest is null) is { } unread)
        {
            throw new DrException(new Error(
                ErrorCodes.ContentUnreadable,
                ErrorClass.Transient,
                $"The frozen image '{unread.Path}' cannot be read at the primary: {unread.Problem ?? "it is not there"}.",
                policy.Volume));
        }

        await runs.SaveDetailAsync(input.RunId, ImageDigests.Key, new ImageDigests(probes, facts), cancellation);
        return bytes;
    }

    private static IEnumerable<string> FrozenFiles(IEnumerable<RunVm> vms) => vms
        .Where(vm => vm.State == VmState.Snapshotted)
        .SelectMany(vm => vm.Snapshot!.Disks)
        .SelectMany(disk => (string[])[disk.BasePath, .. disk.BackingPaths])
        .Distinct(StringComparer.Ordinal);

    private static FileProbe WithExtent(FileProbe file, long size, ProofSettings proof, DigestRequest request) =>
        proof.Content == ContentCheck.Full || request.Suspicious || size <= proof.WholeUpTo
            ? file with { Whole = true }
            : file with { Offsets = BlockSampler.Draw(request.RunId, file.Path, size, proof.SampleBlocks) };
}
