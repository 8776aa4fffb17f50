using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Ovirt.Merging;

/// <summary>What a VM's disks tell of a merge, and of what happened to the VM meanwhile.</summary>
internal static class MergeTraces
{
    /// <summary>What a merge left that failed. A disk that was unplugged meanwhile, or deleted, has no chain of this VM to be wrong.</summary>
    public static IReadOnlyList<string> Of(EngineVm vm, VmSnapshot snapshot, DomainSet domains) => [.. OnDomains(vm, domains)
        .Where(d => d.Status == "illegal" || FrozenOf(d, snapshot, domains)?.OverlayPath == domains.PathOf(d, d.ImageId!))
        .Select(d => $"disk '{d.Alias}' is {(d.Status == "illegal" ? "illegal" : "still on its overlay")} ({d.ImageId})")];

    /// <summary>Whether a disk is neither on its base nor on its overlay: somebody took a snapshot of it in mid-run.</summary>
    public static bool IsElsewhere(EngineVm vm, VmSnapshot snapshot, DomainSet domains) => OnDomains(vm, domains)
        .Any(d => FrozenOf(d, snapshot, domains) is { } frozen && domains.PathOf(d, d.ImageId!) is var path && path != frozen.BasePath && path != frozen.OverlayPath);

    /// <summary>What the report shall say of the VM; null: nothing.</summary>
    public static string? WhatChanged(EngineVm vm, VmSnapshot snapshot, DomainSet domains, bool isElsewhere)
    {
        string[] changes =
        [
            .. vm.Disks
                .Where(d => DiskRules.IsProtected(d, domains) && FrozenOf(d, snapshot, domains) is null)
                .Select(d => $"disk '{d.Alias}' was added during the run, and is not in this recovery point"),
            .. isElsewhere ? ["somebody else took a snapshot of it during the run: its copy may contain an image above the base image"] : Array.Empty<string>(),
            .. vm.IsRunning ? Array.Empty<string>() : ["it was shut off during the run"],
        ];
        return changes.Length > 0 ? string.Join("; ", changes) : null;
    }

    private static IEnumerable<EngineDisk> OnDomains(EngineVm vm, DomainSet domains) => vm.Disks.Where(d => d.ImageId is not null && domains.Holds(d));

    /// <summary>All images of a disk share a directory.</summary>
    private static SnapshotDisk? FrozenOf(EngineDisk disk, VmSnapshot snapshot, DomainSet domains) =>
        snapshot.Disks.FirstOrDefault(s => DirectoryOf(s.BasePath) == DirectoryOf(domains.PathOf(disk, disk.ImageId!)));

    private static string DirectoryOf(string path) => path[..path.LastIndexOf('/')];
}
