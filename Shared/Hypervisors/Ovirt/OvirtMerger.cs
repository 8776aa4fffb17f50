using GlusterDr.Errors;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>Has the engine delete a snapshot, which merges it, and believes only what the VM's disks say afterwards.</summary>
internal sealed class OvirtMerger(EngineClient client, EngineWatch watch, EngineDomain domain, TimeProvider time, ILogger logger)
{
    private const int MostAttempts = 2;

    /// <summary>Starts the merge, or adopts it, and stays with it for at most <paramref name="slice"/>.</summary>
    public async Task<MergeProgress> MergeAsync(VmSnapshot snapshot, TimeSpan slice, CancellationToken cancellation)
    {
        long begun = time.GetTimestamp();
        for (int attempts = 0; ;)
        {
            if (await watch.LookAsync(snapshot.VmId, cancellation) is not { } vm)
            {
                return new MergeProgress(Done: true, 100, "the VM was deleted, its disks with it");
            }

            switch (vm.SnapshotOf(snapshot.RunId))
            {
                case null:
                    ThrowUnlessMerged(vm, snapshot);
                    OvirtLog.Merged(logger, vm.Name);
                    return new MergeProgress(Done: true, 100, WhatChanged(vm, snapshot));
                case { IsLocked: false } taken when attempts < MostAttempts:
                    await StartAsync(vm, taken, attempts++, cancellation);
                    break;
                case { IsLocked: false }:
                    throw OvirtErrors.MergeFailed(vm, WhatIsLeft(vm, snapshot));
            }

            if (time.GetElapsedTime(begun) > slice)
            {
                return new MergeProgress(Done: false, 0, "the engine merges");
            }
        }
    }

    private async Task StartAsync(EngineVm vm, EngineSnapshot taken, int attempts, CancellationToken cancellation)
    {
        if (attempts > 0)
        {
            OvirtLog.MergeTriedAgain(logger, vm.Name, "the snapshot is still there");
        }

        // Not with async=true: a refusal would never be told, and the snapshot not be locked yet when this returns.
        await client.DeleteAsync($"vms/{vm.Id}/snapshots/{taken.Id}", cancellation);
        OvirtLog.MergeStarted(logger, vm.Name);
    }

    /// <summary>A disk that was unplugged meanwhile, or deleted, has no chain of this VM to be wrong.</summary>
    private void ThrowUnlessMerged(EngineVm vm, VmSnapshot snapshot)
    {
        if (Left(vm, snapshot).Any())
        {
            throw OvirtErrors.MergeFailed(vm, WhatIsLeft(vm, snapshot));
        }
    }

    private string? WhatChanged(EngineVm vm, VmSnapshot snapshot)
    {
        IEnumerable<string> plugged = vm.Disks
            .Where(d => DiskRules.IsProtected(d, domain) && snapshot.Disks.All(s => s.BasePath != domain.ImagePath(d.Id, d.ImageId!)))
            .Select(d => $"disk '{d.Alias}' was added in mid-run, and is not in this recovery point");
        string[] changes = [.. plugged, .. vm.IsRunning ? Array.Empty<string>() : ["it was shut off in mid-run"]];
        return changes.Length > 0 ? string.Join("; ", changes) : null;
    }

    private string WhatIsLeft(EngineVm vm, VmSnapshot snapshot)
    {
        string[] left = [.. Left(vm, snapshot)
            .Select(d => $"disk '{d.Alias}' is {(d.Status == "illegal" ? "illegal" : "still on its overlay")} ({d.ImageId})")];
        return left.Length > 0 ? string.Join(", ", left) : "the engine gave it up, and says no more than its events do";
    }

    private IEnumerable<EngineDisk> Left(EngineVm vm, VmSnapshot snapshot) => vm.Disks
        .Where(d => d.ImageId is not null && d.IsOn(domain))
        .Where(d => d.Status == "illegal" || snapshot.Disks.Any(s => s.OverlayPath == domain.ImagePath(d.Id, d.ImageId!)));
}
