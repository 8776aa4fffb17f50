using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Snapshots;
using GlusterDr.Hypervisors.Libvirt.Virsh;
using GlusterDr.Policies;
using GlusterDr.Vms;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Libvirt.Merging;

/// <summary>Merges the overlays of a running VM into their base images: all disks at once, planned from the present chains.</summary>
/// <remarks>
/// It can be interrupted at any point and called again. Invariants: a job is started only if the overlay is directly above its base
/// image, so that images below are not changed; a disk is pivoted only when libvirt reports that the job is ready; an overlay file is
/// removed only when neither the live XML, nor the definition, nor the images themselves refer to it.
/// </remarks>
public sealed class LibvirtMerger(
    LibvirtSite site, OfflineMerger offline, MergeVerifier verifier, TimeProvider time, ILogger logger)
{
    private const int StartsPerSlice = 3;
    private static readonly Backoff s_backoff = new(TimeSpan.FromMilliseconds(60), TimeSpan.FromSeconds(2), Factor: 1.5);

    /// <summary>Merges, or continues a merge, for at most a slice.</summary>
    public async Task<MergeProgress> MergeAsync(
        StorageDomain domain, VmSnapshot snapshot, TimeSpan slice, CancellationToken cancellation)
    {
        Deadline deadline = new(time, slice);
        LocatedDomain located = await site.FindAsync(domain, snapshot.VmId, snapshot.Host, cancellation) ?? throw Gone(snapshot);
        MergeSubject subject = await verifier.SubjectAsync(domain, located, snapshot, cancellation);
        return (snapshot.Kind, subject.Live.Active) switch
        {
            (SnapshotKind.Internal, _) => await InsideSnapshots.MergeAsync(subject, deadline, cancellation),
            (_, true) => await MergeLiveAsync(subject, deadline, cancellation),
            _ => await offline.MergeAsync(subject, deadline, cancellation),
        };
    }

    private async Task<MergeProgress> MergeLiveAsync(MergeSubject subject, Deadline deadline, CancellationToken cancellation)
    {
        Dictionary<string, int> starts = new(StringComparer.Ordinal);
        Backoff backoff = s_backoff;
        string[] removedByOthers = subject.RemovedByOthers(d => !subject.Mentions(subject.Live, d.OverlayPath));
        while (true)
        {
            IReadOnlyList<MergeStep> steps = MergePlan.Of(subject.Snapshot, subject.Live, subject.Paths);
            Refuse(subject, steps);
            if (steps.All(s => s.Action == MergeAction.None))
            {
                await verifier.FinishAsync(subject, removedByOthers, cancellation);
                LibvirtLog.Merged(logger, subject.Snapshot.VmName, subject.Host.Name);
                return MergeSubject.Done(removedByOthers);
            }

            bool acted = await ActAsync(subject, steps, starts, cancellation);
            backoff = acted ? s_backoff : backoff.Next;
            if (deadline.Left <= backoff.Pause)
            {
                return new MergeProgress(false, await PercentAsync(subject, steps, cancellation));
            }

            await Task.Delay(backoff.Pause, time, cancellation);
            if (await subject.Host.ReadDomainAsync(subject.Snapshot.VmId, cancellation) is not { Live.Active: true } state)
            {
                return new MergeProgress(false, 0, $"The VM was stopped, or has left {subject.Host.Name}.");
            }

            subject = subject.With(state);
        }
    }

    private async Task<bool> ActAsync(
        MergeSubject subject, IReadOnlyList<MergeStep> steps, Dictionary<string, int> starts, CancellationToken cancellation)
    {
        foreach (MergeStep step in steps.Where(s => s.Action == MergeAction.Start))
        {
            Count(subject, step, starts);
        }

        bool[] acted = await Task.WhenAll(steps.Select(s => s.Action switch
        {
            MergeAction.Start => StartAsync(subject, s.Disk!, cancellation),
            MergeAction.Pivot => PivotAsync(subject, s.Disk!, cancellation),
            _ => Task.FromResult(false),
        }));
        return acted.Any(a => a);
    }

    private void Count(MergeSubject subject, MergeStep step, Dictionary<string, int> starts)
    {
        string target = step.Disk!.Target;
        int count = starts[target] = starts.GetValueOrDefault(target) + 1;
        if (count > StartsPerSlice)
        {
            throw new DrException(new Error(
                ErrorCodes.MergeFailed,
                ErrorClass.Transient,
                $"The merge of disk {target} of VM {subject.Snapshot.VmName} was started {StartsPerSlice} times, and each time "
                    + "ended without a result.",
                subject.Host.Name,
                Advice: "See the VM's log in /var/log/libvirt/qemu and the volume's free space; the VM runs on its overlay."));
        }

        if (count > 1)
        {
            LibvirtLog.MergeLost(logger, subject.Snapshot.VmName, subject.Host.Name, target);
        }
    }

    private async Task<bool> StartAsync(MergeSubject subject, DomainDisk disk, CancellationToken cancellation)
    {
        VmSnapshot snapshot = subject.Snapshot;
        VirshOutcome outcome = await subject.Host.Virsh.StartCommitAsync(
            snapshot.VmId, disk.Target, disk.Chain[1].Path!, disk.Chain[0].Path!, cancellation);
        switch (outcome.Problem)
        {
            case VirshProblem.None:
                LibvirtLog.MergeStarted(logger, snapshot.VmName, subject.Host.Name, disk.Target);
                return true;
            case VirshProblem.JobActive:
                // The XML did not show the job yet, or it was started before libvirt was restarted. The next reading decides.
                LibvirtLog.MergeAdopted(logger, snapshot.VmName, subject.Host.Name, disk.Target);
                return false;
            case VirshProblem.DomainNotFound or VirshProblem.DomainNotRunning:
                // The VM was stopped or migrated since it was read. The next reading decides.
                return false;
            default:
                throw outcome.ToException(
                    ErrorCodes.MergeFailed, $"The merge of disk {disk.Target} of VM {snapshot.VmName} could not be started");
        }
    }

    private static async Task<bool> PivotAsync(MergeSubject subject, DomainDisk disk, CancellationToken cancellation)
    {
        VirshOutcome outcome = await subject.Host.Virsh.PivotAsync(subject.Snapshot.VmId, disk.Target, cancellation);
        return outcome.Problem switch
        {
            VirshProblem.None => true,
            // The guest wrote more than the job copied since the last reading, or the job has ended. The next reading decides.
            VirshProblem.JobNotReady or VirshProblem.JobMissing => false,
            VirshProblem.DomainNotFound or VirshProblem.DomainNotRunning => false,
            _ => throw outcome.ToException(
                ErrorCodes.MergeFailed, $"Disk {disk.Target} of VM {subject.Snapshot.VmName} could not be switched back to its base"),
        };
    }

    private static void Refuse(MergeSubject subject, IReadOnlyList<MergeStep> steps)
    {
        if (steps.FirstOrDefault(s => s.Action == MergeAction.Stuck) is { } stuck)
        {
            throw subject.Unexpected(stuck.Manifest, stuck.Reason!);
        }

        if (steps.FirstOrDefault(s => s.Action == MergeAction.Busy) is { } busy)
        {
            throw new DrException(new Error(
                ErrorCodes.VmBusy,
                ErrorClass.Transient,
                $"Disk {busy.Disk!.Target} of VM {subject.Snapshot.VmName} can't be merged now: {busy.Reason}.",
                subject.Host.Name,
                Advice: "It is merged when that job has ended, or was aborted by its owner."));
        }
    }

    private static async Task<double> PercentAsync(
        MergeSubject subject, IReadOnlyList<MergeStep> steps, CancellationToken cancellation)
    {
        double?[] all = await Task.WhenAll(steps.Select(s => s.Action == MergeAction.None
            ? Task.FromResult<double?>(100)
            : subject.Host.Virsh.JobPercentAsync(subject.Snapshot.VmId, s.Disk!.Target, cancellation)));
        return all.Average(p => p ?? 0);
    }

    private static DrException Gone(VmSnapshot snapshot) => new(new Error(
        ErrorCodes.VmGone,
        ErrorClass.NeedsPerson,
        $"No host knows VM {snapshot.VmName} ({snapshot.VmId}) any more; "
            + (snapshot.IsUnmerged ? "its overlays were not merged: " : "a merge of its overlays had begun, and it is not known whether it was completed: ")
            + $"{string.Join(", ", snapshot.Disks.Select(d => d.OverlayPath ?? d.BasePath))}.",
        snapshot.Host,
        Advice: "If the VM was removed on purpose, remove its images. Otherwise define it again with the overlays as its disks, "
            + "and the next run merges them."
            + (snapshot.IsUnmerged ? "" : " If the base image was written to seconds or more after the overlay, the merge was completed: then define it with "
                + "the base image. Copy both files first.")));
}
