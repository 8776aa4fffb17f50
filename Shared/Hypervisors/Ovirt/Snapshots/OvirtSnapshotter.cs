using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Ids;
using GlusterDr.Policies;
using GlusterDr.Vms;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Ovirt.Snapshots;

/// <summary>Takes snapshots without memory, of a policy's disks only. With memory, the engine's default, the guest would be paused.</summary>
internal sealed class OvirtSnapshotter(
    EngineClient client,
    EngineInventory inventory,
    EngineWatch watch,
    SharedReading<EngineChains> chains,
    DomainSet domains,
    TimeProvider time,
    ILogger logger)
{
    private readonly GuestFreezer _freezer = new(client, time, logger);

    /// <summary>Takes the snapshot, or waits for the one that this run has already requested.</summary>
    public async Task<VmSnapshot> SnapshotAsync(VirtualMachine vm, SnapshotRequest request, CancellationToken cancellation)
    {
        EngineVm now = await inventory.FindAsync(vm.Id, cancellation) ?? throw OvirtErrors.VmGone(vm.Name);
        return now.SnapshotOf(request.RunId) is null
            ? await TakeAsync(vm, now, request, cancellation)
            : await AdoptAsync(vm, now, request, cancellation);
    }

    private Task<VmSnapshot> TakeAsync(VirtualMachine vm, EngineVm before, SnapshotRequest request, CancellationToken cancellation) =>
        _freezer.ThawAfterAsync(before, request.Quiesce, async () =>
        {
            EngineDisk[] disks = [.. before.Disks.Where(d => DiskRules.IsProtected(d, domains))];
            ThrowUnlessReady(before, disks);
            FreezeOutcome frozen = await _freezer.FreezeAsync(before, request.Quiesce, cancellation);
            DateTimeOffset asked = time.GetUtcNow();
            await client.PostAsync($"vms/{vm.Id}/snapshots", Body(request.RunId, disks), cancellation);
            EngineVm after = await WaitAsync(vm, request, cancellation);
            DateTimeOffset seen = time.GetUtcNow();
            return Describe(vm, request, await ManifestAsync(vm, request, before, after, disks, cancellation), frozen, asked, seen);
        });

    /// <summary>Adopts the snapshot of a step that was killed before it could report it.</summary>
    private Task<VmSnapshot> AdoptAsync(VirtualMachine vm, EngineVm now, SnapshotRequest request, CancellationToken cancellation) =>
        _freezer.ThawAfterAsync(now, request.Quiesce, async () =>
        {
            EngineVm after = await WaitAsync(vm, request, cancellation);
            DateTimeOffset seen = time.GetUtcNow();
            SnapshotDisk[] disks = await ReadManifestAsync(request, after, cancellation);
            return Describe(vm, request, disks, FreezeOutcome.Unknown, RunTime.Of(request.RunId) ?? seen, seen);
        });

    private VmSnapshot Describe(
        VirtualMachine vm, SnapshotRequest request, SnapshotDisk[] disks, FreezeOutcome frozen, DateTimeOffset takenAt, DateTimeOffset seenAt)
    {
        OvirtLog.SnapshotTaken(logger, vm.Name, disks.Length, frozen.ToString());
        return new VmSnapshot(vm.Id, vm.Name, vm.Host, request.RunId, SnapshotKind.External, frozen == FreezeOutcome.Frozen, takenAt, disks)
        {
            SeenAt = seenAt,
            Note = GuestFreezer.NoteOf(frozen),
        };
    }

    /// <summary>
    /// If this snapshot is the only new one, its base images are the images that were active before. Otherwise, or if a chain has changed
    /// since the VM was listed, the chains are read from the engine.
    /// </summary>
    private async Task<SnapshotDisk[]> ManifestAsync(
        VirtualMachine planned, SnapshotRequest request, EngineVm before, EngineVm after, EngineDisk[] disks, CancellationToken cancellation)
    {
        Dictionary<string, string?> overlays = after.Disks.ToDictionary(d => d.Id, d => d.ImageId);
        Dictionary<string, IReadOnlyList<string>> known = planned.Disks.Where(d => d.Chain.Count > 0).ToDictionary(d => d.Path, d => d.Chain);
        bool isPlain = after.SnapshotCount == before.SnapshotCount + 1
            && before.SnapshotsAsOf == planned.SnapshotsAsOf
            && disks.All(d => known.ContainsKey(domains.PathOf(d, d.ImageId!)) && overlays.GetValueOrDefault(d.Id) is { } above && above != d.ImageId);
        return isPlain
            ? [.. disks.Select(d => OvirtManifest.Disk(d, overlays[d.Id], [], domains) with { BackingPaths = [.. known[domains.PathOf(d, d.ImageId!)].Skip(1)] })]
            : await ReadManifestAsync(request, after, cancellation);
    }

    private async Task<SnapshotDisk[]> ReadManifestAsync(SnapshotRequest request, EngineVm after, CancellationToken cancellation)
    {
        EngineChains read = await chains.NextAsync(cancellation);
        SnapshotDisk[] disks = [.. OvirtManifest.Of(after, after.SnapshotOf(request.RunId)!.Id, read, domains)];
        return disks switch
        {
            [] => throw OvirtErrors.ChainUnexpected(after.Name, "its snapshot contains no disk"),
            _ when Array.Find(disks, d => d.OverlayPath is null) is { } bare =>
                throw OvirtErrors.ChainUnexpected(after.Name, $"disk '{bare.Target}' has no image above {bare.BasePath} after the snapshot"),
            _ => disks,
        };
    }

    private static XElement Body(string runId, IEnumerable<EngineDisk> disks) => new(
        "snapshot",
        new XElement("description", SnapshotTag.Of(runId)),
        new XElement("persist_memorystate", "false"),
        new XElement("disk_attachments", disks.Select(d => new XElement("disk_attachment", new XElement("disk", new XAttribute("id", d.Id))))));

    private static void ThrowUnlessReady(EngineVm vm, EngineDisk[] disks)
    {
        if (!vm.IsRunning)
        {
            throw OvirtErrors.NotRunning(vm);
        }

        if (disks.Length == 0 || DiskRules.Obstacle(vm, disks) is not null)
        {
            throw OvirtErrors.NotSnapshotable(vm, DiskRules.Obstacle(vm, disks) ?? "it has no disk on the storage domain any more");
        }
    }

    /// <remarks>Identified by its description: a new snapshot takes over the id of the active one, and returns it if it fails.</remarks>
    private async Task<EngineVm> WaitAsync(VirtualMachine vm, SnapshotRequest request, CancellationToken cancellation)
    {
        long begun = time.GetTimestamp();
        while (true)
        {
            EngineVm now = await watch.ReadAfterPauseAsync(vm.Id, time.GetElapsedTime(begun), cancellation) ?? throw OvirtErrors.VmGone(vm.Name);
            switch (now.SnapshotOf(request.RunId))
            {
                case null:
                    throw OvirtErrors.SnapshotFailed(vm.Name, "the oVirt engine rolled it back; its events have the cause");
                case { IsLocked: false }:
                    return now;
                case { } when time.GetElapsedTime(begun) > request.Timeout:
                    throw OvirtErrors.SnapshotFailed(vm.Name, $"it is still locked after {request.Timeout}");
            }
        }
    }
}
