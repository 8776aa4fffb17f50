using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Runs;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>Takes snapshots without memory, of one domain's disks only: with memory, which is the engine's default, the guest would stand still.</summary>
internal sealed class OvirtSnapshotter(
    EngineClient client, EngineWatch watch, EngineDomain domain, GuestFreezer freezer, TimeProvider time, ILogger logger)
{
    /// <summary>Takes it, or waits for the one that this run has asked for already.</summary>
    public async Task<VmSnapshot> SnapshotAsync(VirtualMachine vm, SnapshotRequest request, CancellationToken cancellation)
    {
        long begun = time.GetTimestamp();
        EngineVm now = await watch.LookAsync(vm.Id, cancellation) ?? throw OvirtErrors.VmGone(vm.Name);
        if (now.SnapshotOf(request.RunId) is not null)
        {
            string id = await WaitAsync(vm, request, begun, cancellation);
            await freezer.ThawAsync(now, request.Quiesce == QuiesceMode.Require ? FreezeOutcome.Frozen : FreezeOutcome.Unknown);
            return await ManifestAsync(vm, request, id, FreezeOutcome.Unknown, RunTime.Of(request.RunId) ?? time.GetUtcNow(), cancellation);
        }

        EngineDisk[] disks = [.. now.Disks.Where(d => DiskRules.IsProtected(d, domain))];
        ThrowUnlessReady(now, disks);
        FreezeOutcome frozen = await freezer.FreezeAsync(now, request.Quiesce, cancellation);
        try
        {
            DateTimeOffset asked = time.GetUtcNow();
            await client.PostAsync($"vms/{vm.Id}/snapshots", Body(request.RunId, disks), cancellation);
            string id = await WaitAsync(vm, request, begun, cancellation);
            return await ManifestAsync(vm, request, id, frozen, asked, cancellation);
        }
        finally
        {
            await freezer.ThawAsync(now, frozen);
        }
    }

    /// <summary>What a snapshot froze, and where the VM writes meanwhile.</summary>
    private async Task<VmSnapshot> ManifestAsync(
        VirtualMachine vm, SnapshotRequest request, string snapshotId, FreezeOutcome frozen, DateTimeOffset takenAt, CancellationToken cancellation)
    {
        XElement frozenDisks = await client.GetAsync($"vms/{vm.Id}/snapshots/{snapshotId}/disks", cancellation);
        EngineVm now = await watch.LookAsync(vm.Id, cancellation) ?? throw OvirtErrors.VmGone(vm.Name);
        SnapshotDisk[] disks = [.. OvirtManifest.Frozen(frozenDisks, domain).Select(d => Pair(now, d))];
        OvirtLog.Frozen(logger, vm.Name, disks.Length, frozen.ToString());
        return new VmSnapshot(
            vm.Id, vm.Name, vm.Host, request.RunId, SnapshotKind.External, frozen == FreezeOutcome.Frozen, takenAt, disks)
        {
            Note = GuestFreezer.NoteOf(frozen),
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

    /// <remarks>By its description: a new snapshot takes the id that the active one had, and gives it back where it fails.</remarks>
    private async Task<string> WaitAsync(VirtualMachine vm, SnapshotRequest request, long begun, CancellationToken cancellation)
    {
        while (true)
        {
            EngineVm now = await watch.LookAsync(vm.Id, cancellation) ?? throw OvirtErrors.VmGone(vm.Name);
            switch (now.SnapshotOf(request.RunId))
            {
                case null:
                    throw OvirtErrors.SnapshotFailed(vm.Name, "the engine took it back; its events say why");
                case { IsLocked: false } taken:
                    return taken.Id;
                case { } when time.GetElapsedTime(begun) > request.Timeout:
                    throw OvirtErrors.SnapshotFailed(vm.Name, $"it is still locked after {request.Timeout}");
            }
        }
    }

    private SnapshotDisk Pair(EngineVm now, EngineDisk frozen) => OvirtManifest.Overlay(frozen, now) is { } overlay
        ? OvirtManifest.Disk(domain, frozen, overlay)
        : throw OvirtErrors.ChainUnexpected(now.Name, $"disk '{frozen.Alias}' has no image above {frozen.ImageId} after the snapshot");
}
