namespace GlusterDr.Vms;

/// <summary>A VM with a disk on the storage domain.</summary>
/// <param name="Id">The hypervisor's own id of it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Host">The host it runs on, or is defined on.</param>
/// <param name="Disks">Its disks on the storage domain.</param>
/// <param name="Obstacle">Why it can't be snapshot as it is; null: it can.</param>
public sealed record VirtualMachine(string Id, string Name, string Host, IReadOnlyList<VmDisk> Disks, string? Obstacle = null)
{
    /// <summary>What it did when it was listed.</summary>
    public VmPower Power { get; init; }

    /// <summary>What it needs beside its disks, wherever that is.</summary>
    public IReadOnlyList<VmFile> Files { get; init; } = [];

    /// <summary>Disks of it that are elsewhere, by target, with where: not protected, and said so.</summary>
    public IReadOnlyList<string> DisksElsewhere { get; init; } = [];

    /// <summary>What it needs beside its disks and is not on the storage domain: without that its copy does not start unchanged.</summary>
    public IReadOnlyList<string> FilesElsewhere { get; init; } = [];

    /// <summary>Changes when somebody takes or deletes a snapshot of it: then its chains are others; null: not told.</summary>
    public string? SnapshotsAsOf { get; init; }

    /// <summary>Bytes of all its disks; the largest VM is snapshot first.</summary>
    public long TotalBytes => Disks.Sum(d => d.Bytes);
}
