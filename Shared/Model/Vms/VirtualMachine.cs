namespace GlusterDr.Vms;

/// <summary>A VM with a disk on the storage domain.</summary>
/// <param name="Id">The hypervisor's ID of it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Host">The host it runs on, or is defined on.</param>
/// <param name="Disks">Its disks on the storage domain.</param>
/// <param name="Obstacle">Why it cannot be snapshot; null: it can.</param>
public sealed record VirtualMachine(string Id, string Name, string Host, IReadOnlyList<VmDisk> Disks, string? Obstacle = null)
{
    /// <summary>Its power state when it was listed.</summary>
    public VmPower Power { get; init; }

    /// <summary>The files that it needs besides its disks, wherever they are.</summary>
    public IReadOnlyList<VmFile> Files { get; init; } = [];

    /// <summary>Its disks elsewhere, by target, with their location. They are not protected, and the report says so.</summary>
    public IReadOnlyList<string> DisksElsewhere { get; init; } = [];

    /// <summary>The files that it needs besides its disks and that are not on the storage domain. Without them its copy does not start unchanged.</summary>
    public IReadOnlyList<string> FilesElsewhere { get; init; } = [];

    /// <summary>A value that changes when anyone takes or deletes a snapshot of it, and so changes its chains; null: not known.</summary>
    public string? SnapshotsAsOf { get; init; }

    /// <summary>The total size of its disks in bytes; the largest VM is snapshot first.</summary>
    public long TotalBytes => Disks.Sum(d => d.Bytes);
}
