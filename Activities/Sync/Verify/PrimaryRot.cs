using GlusterDr.Errors;
using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.VerifiedFiles;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>
/// Finds, among files that differ, those whose bytes changed at the primary without a write, because of a faulty disk for example.
/// Replicating them again would overwrite the good copy, so a person must decide: the VMs that need such a file are left out, and the file
/// is not changed at either site.
/// </summary>
internal sealed class PrimaryRot(
    RunStore runs, VerifiedFileStore verification, DestinationAccess destination, RunDestination.VolumeIds volumes, SiteProbe site)
{
    /// <summary>A file whose bytes at the primary differ from what was verified, although no write was recorded since.</summary>
    /// <param name="Path">Relative to the volume's root.</param>
    /// <param name="Bytes">The ranges of bytes, in words.</param>
    /// <param name="VerifiedAt">When they were last the same at both sites; the earliest of the ranges.</param>
    /// <param name="CopyIsGood">Whether the copy is as it was verified, as far as it was read.</param>
    internal sealed record RottenFile(string Path, string Bytes, DateTimeOffset VerifiedAt, bool CopyIsGood);

    /// <summary>What the primary holds of files that differ.</summary>
    /// <param name="Rotten">Those whose bytes changed without a write.</param>
    /// <param name="Read">All that was read of them at the primary.</param>
    internal sealed record Result(IReadOnlyList<RottenFile> Rotten, IReadOnlyList<PieceDigests> Read);

    private const int MostNamed = 3;

    /// <summary>Finds the files whose bytes changed at the primary without a write.</summary>
    /// <param name="originals">What the primary holds of the files that differ.</param>
    /// <param name="copies">What was read of them at the secondary, by path. It can lack files.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <remarks>
    /// All of each file counts, not only the pieces of the plan, because all of it would be replicated again. Pieces that were not read yet
    /// and not written since they were verified are read, at the primary only.
    /// </remarks>
    public async Task<Result> FindAsync(
        IReadOnlyList<PieceDigests> originals, IReadOnlyDictionary<string, PieceDigests> copies, CancellationToken cancellation)
    {
        if (originals.Count == 0)
        {
            return new([], []);
        }

        IReadOnlyList<VerifiedFile> known = await verification.LoadAsync(
            destination.Policy.Name, destination.Destination.Name, destination.Destination.Location, originals, cancellation);
        PieceDigests[] read = await ReadRestAsync(originals, known, cancellation);
        return new([.. read.Select((file, i) => Judge(file, known[i], copies.GetValueOrDefault(file.Path))).OfType<RottenFile>()], read);
    }

    /// <summary>Leaves out the VMs that need one of these files as a disk. For another file, only that file is left out.</summary>
    public async Task LeaveOutAsync(string runId, IReadOnlyList<RottenFile> rotten, CancellationToken cancellation)
    {
        Dictionary<string, RottenFile> byPath = rotten.ToDictionary(r => r.Path, StringComparer.Ordinal);
        foreach (RunVm vm in (await runs.ListVmsAsync(runId, cancellation)).Where(vm => vm.State is VmState.Snapshotted or VmState.ShutOff))
        {
            string? image = ProtectedFiles.DisksOf(destination.Policy, destination.PrimaryVolume, vm).FirstOrDefault(byPath.ContainsKey);
            string[] files = [.. ProtectedFiles.FilesOf(destination.Policy, destination.PrimaryVolume, vm).Where(byPath.ContainsKey)];
            if (image is not null || files.Length > 0)
            {
                await runs.UpdateVmAsync(
                    runId, vm.Vm.Id,
                    v => image is null ? WithoutFiles(v, [.. files.Select(f => byPath[f])]) : LeftOut(v, byPath[image]),
                    cancellation);
            }
        }
    }

    private RunVm LeftOut(RunVm vm, RottenFile file) => vm.State is not (VmState.Snapshotted or VmState.ShutOff) ? vm : vm with
    {
        State = RunTransitions.Vm.Move(vm.State, VmState.LeftOut),
        Error = new Error(
            ErrorCodes.ContentRotten,
            ErrorClass.NeedsPerson,
            $"VM '{vm.Vm.Name}' is left out of the recovery point: {Rot(file)} {(file.CopyIsGood ? "The copy at the secondary is still as it was verified. " : "")}"
                + "It is not overwritten.",
            destination.PrimaryVolume,
            Advice: "Check the disks of the primary's bricks (dmesg, smartctl) and `gluster volume heal "
                + $"{destination.PrimaryVolume} info`. If the copy is right, restore these bytes from it. If the primary is right, write the same bytes again through a "
                + "mount of the volume. The next run compares and replicates what was written."),
    };

    private static RunVm WithoutFiles(RunVm vm, RottenFile[] files)
    {
        string[] reasons = [.. files.Select(Rot).Where(t => vm.Note?.Contains(t, StringComparison.Ordinal) != true)];
        return vm with
        {
            FilesChanged = [.. vm.FilesChanged.Union(files.Select(f => f.Path), StringComparer.Ordinal)],
            Note = reasons.Length == 0 ? vm.Note : string.Join(" ", reasons.Prepend(vm.Note).OfType<string>()),
        };
    }

    private static string Rot(RottenFile file) => $"{file.Bytes} of {file.Path} at the primary differ from what was verified at {file.VerifiedAt:u}, although "
        + "no write was recorded since: a disk or memory there may be faulty.";

    private async Task<PieceDigests[]> ReadRestAsync(
        IReadOnlyList<PieceDigests> originals, IReadOnlyList<VerifiedFile> known, CancellationToken cancellation)
    {
        PieceDigests[] files = [.. originals];
        (int File, FileProbe Probe)[] rest = [.. Enumerable.Range(0, files.Length)
            .Select(i => (i, new FileProbe(files[i].Path) { Pieces = FilePieces.Ranges(Rest(files[i], known[i])) }))
            .Where(r => r.Item2.Pieces!.Count > 0)];
        if (rest.Length == 0)
        {
            return files;
        }

        IReadOnlyList<FileFacts> answers = await site.ProbeAsync(
            destination.PrimaryPool,
            new(destination.PrimaryVolume, volumes.Primary),
            [.. rest.Select(r => r.Probe)],
            [.. rest.Select(r => new FileFacts(r.Probe.Path, true, files[r.File].Size, ShardSize: files[r.File].ShardSize))],
            cancellation);
        for (int i = 0; i < rest.Length; i++)
        {
            PieceDigests file = files[rest[i].File];
            // A piece that changed meanwhile was written to: ChangesDuringRun reports that.
            if (answers[i] is { Exists: true, Problem: null, Digests: { } digests, Stamps: { } stamps } && stamps.AsSpan().SequenceEqual(file.Stamps))
            {
                files[rest[i].File] = file.With(rest[i].Probe.Pieces!, digests);
            }
        }

        return files;
    }

    private static bool[] Rest(PieceDigests file, VerifiedFile known) =>
        [.. Enumerable.Range(0, file.Count).Select(piece => !file.IsRead(piece) && known.IsSameAtPrimary(piece, file.Stamps))];

    private static RottenFile? Judge(PieceDigests file, VerifiedFile known, PieceDigests? copy)
    {
        bool[] rotten = [.. Enumerable.Range(0, file.Count).Select(piece =>
            file.IsRead(piece) && known.IsSameAtPrimary(piece, file.Stamps) && !known.HasDigest(piece, file.Digests))];
        FilePieces.PieceRange[] ranges = [.. FilePieces.Ranges(rotten)];
        if (ranges.Length == 0)
        {
            return null;
        }

        int[] pieces = [.. FilePieces.Numbers(ranges)];
        string more = ranges.Length > MostNamed ? $" and {ranges.Length - MostNamed} more ranges" : "";
        return new RottenFile(
            file.Path,
            string.Join(", ", ranges.Take(MostNamed).Select(file.BytesOf)) + more,
            pieces.Min(piece => known.At(piece)!.Value),
            copy is not null && Array.TrueForAll(pieces, piece => !copy.IsRead(piece) || known.HasDigest(piece, copy.Digests)));
    }
}
