using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Ovirt.Merging;

/// <summary>Reads from the disks of a VM whether a merge is complete, and what happened to the VM meanwhile.</summary>
internal static class MergeTraces
{
    /// <summary>Disks that are illegal or still on their overlay after a merge. Disks that were unplugged or deleted meanwhile do not count.</summary>
    public static IReadOnlyList<string> Of(EngineVm vm, VmSnapshot snapshot, DomainSet domains) => [.. OnDomains(vm, domains)
        .Where(d => d.Status == "illegal" || SnapshotDiskOf(d, snapshot, domains)?.OverlayPath == domains.PathOf(d, d.ImageId!))
        .Select(d => $"disk '{d.Alias}' is {(d.Status == "illegal" ? "illegal" : "still on its overlay")} ({d.ImageId})")];

    /// <summary>Whether the active image of a disk is neither the base image nor the overlay: somebody took another snapshot during the run.</summary>
    public static bool IsElsewhere(EngineVm vm, VmSnapshot snapshot, DomainSet domains) => OnDomains(vm, domains)
        .Any(d => SnapshotDiskOf(d, snapshot, domains) is { } snapshotDisk && domains.PathOf(d, d.ImageId!) is var path && path != snapshotDisk.BasePath && path != snapshotDisk.OverlayPath);

    /// <summary>Changes of the VM for the report; null: none.</summary>
    public static string? WhatChanged(EngineVm vm, VmSnapshot snapshot, DomainSet domains, bool isElsewhere)
    {
        string[] changes =
        [
            .. vm.Disks
                .Where(d => DiskRules.IsProtected(d, domains) && SnapshotDiskOf(d, snapshot, domains) is null)
                .Select(d => $"disk '{d.Alias}' was added during the run, and is not in this recovery point"),
            .. isElsewhere ? ["somebody else took a snapshot of it during the run: its copy may contain an image above the base image"] : Array.Empty<string>(),
            .. vm.IsRunning ? Array.Empty<string>() : ["it was shut off during the run"],
        ];
        return changes.Length > 0 ? string.Join("; ", changes) : null;
    }

    private static IEnumerable<EngineDisk> OnDomains(EngineVm vm, DomainSet domains) => vm.Disks.Where(d => d.ImageId is not null && domains.Contains(d));

    /// <summary>Finds the manifest entry of a disk. All images of a disk are in the same directory.</summary>
    private static SnapshotDisk? SnapshotDiskOf(EngineDisk disk, VmSnapshot snapshot, DomainSet domains) =>
        snapshot.Disks.FirstOrDefault(s => DirectoryOf(s.BasePath) == DirectoryOf(domains.PathOf(disk, disk.ImageId!)));

    private static string DirectoryOf(string path) => path[..path.LastIndexOf('/')];
}
