using GlusterDr.Errors;
using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Vms;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Ovirt.Merging;

/// <summary>Lets the oVirt engine delete a snapshot, which merges it, and verifies the result from the VM's disks.</summary>
internal sealed class OvirtMerger(
    EngineClient client,
    EngineInventory inventory,
    EngineWatch watch,
    SharedReading<EngineChains> chains,
    DomainSet domains,
    TimeProvider time,
    ILogger logger)
{
    private const int MostAttempts = 2;

    /// <summary>Starts the merge, or adopts one in progress, and waits for it for at most <paramref name="slice"/>.</summary>
    public async Task<MergeProgress> MergeAsync(VmSnapshot snapshot, TimeSpan slice, CancellationToken cancellation)
    {
        long begun = time.GetTimestamp();
        int attempts = 0;
        bool verified = false;
        EngineVm? vm = await inventory.FindAsync(snapshot.VmId, cancellation);
        while (vm is not null)
        {
            switch (vm.SnapshotOf(snapshot.RunId))
            {
                case null when verified || MergeTraces.Of(vm, snapshot, domains).Count == 0:
                    return await EndAsync(vm, snapshot, cancellation);
                case null:
                    // Snapshots and disks are read one after the other. Only a second reading is certain to show both after the merge.
                    verified = true;
                    break;
                case { IsLocked: false } taken when attempts < MostAttempts:
                    await StartAsync(vm, taken, attempts++, cancellation);
                    begun = attempts == 1 ? time.GetTimestamp() : begun;
                    break;
                case { IsLocked: false }:
                    throw OvirtErrors.MergeFailed(vm, WhatIsLeft(vm, snapshot));
            }

            TimeSpan waited = time.GetElapsedTime(begun);
            if (waited > slice)
            {
                return new MergeProgress(Done: false, 0, "the oVirt engine is merging");
            }

            vm = await watch.ReadAfterPauseAsync(snapshot.VmId, waited, cancellation);
        }

        return new MergeProgress(Done: true, 100, "the VM was deleted, with its disks");
    }

    private async Task StartAsync(EngineVm vm, EngineSnapshot taken, int attempts, CancellationToken cancellation)
    {
        if (attempts > 0)
        {
            OvirtLog.MergeTriedAgain(logger, vm.Name, "the snapshot is still there");
        }

        // Without async=true: otherwise a refusal would not be reported, and the snapshot would not be locked yet on return.
        await client.DeleteAsync($"vms/{vm.Id}/snapshots/{taken.Id}", cancellation);
        OvirtLog.MergeStarted(logger, vm.Name);
    }

    /// <summary>Verifies that each disk is on its base image again. If it is on a third image, the chains show whether the overlay was removed.</summary>
    private async Task<MergeProgress> EndAsync(EngineVm vm, VmSnapshot snapshot, CancellationToken cancellation)
    {
        IReadOnlyList<string> traces = MergeTraces.Of(vm, snapshot, domains);
        bool isAbove = MergeTraces.IsElsewhere(vm, snapshot, domains);
        if (traces.Count == 0 && isAbove)
        {
            EngineChains read = await chains.NextAsync(cancellation);
            traces = [.. snapshot.Disks.Where(d => d.OverlayPath is { } path && read.Has(path[(path.LastIndexOf('/') + 1)..]))
                .Select(d => $"the overlay of disk '{d.Target}' is still in its chain")];
        }

        if (traces.Count > 0)
        {
            throw OvirtErrors.MergeFailed(vm, string.Join(", ", traces));
        }

        OvirtLog.Merged(logger, vm.Name);
        return new MergeProgress(Done: true, 100, MergeTraces.WhatChanged(vm, snapshot, domains, isAbove));
    }

    private string WhatIsLeft(EngineVm vm, VmSnapshot snapshot) => MergeTraces.Of(vm, snapshot, domains) is { Count: > 0 } traces
        ? string.Join(", ", traces)
        : "the oVirt engine aborted it; its events may have the cause";
}
