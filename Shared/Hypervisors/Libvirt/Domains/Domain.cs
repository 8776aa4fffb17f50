namespace GlusterDr.Hypervisors.Libvirt.Domains;

/// <summary>A domain as described by its live or its persistent XML.</summary>
/// <param name="Uuid">The id that commands use. Names may contain any character but a slash and a newline.</param>
/// <param name="Name">Its name.</param>
/// <param name="Active">Whether it runs or is paused.</param>
/// <param name="Disks">All its disks, in order.</param>
/// <param name="AgentConnected">Whether a guest agent has opened its channel.</param>
public sealed record Domain(string Uuid, string Name, bool Active, IReadOnlyList<DomainDisk> Disks, bool AgentConnected)
{
    /// <summary>Files and devices that it needs besides its disks.</summary>
    public IReadOnlyList<DomainFile> Files { get; init; } = [];

    /// <summary>Arguments that its XML passes to QEMU directly. They can contain disks.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>All its images, data files and other files.</summary>
    public IEnumerable<DiskImage> Images => Disks.SelectMany(d => d.Chain).SelectMany(i => i.DataFile is { } data ? new[] { i, data } : [i])
        .Concat(Files.Where(f => f.Path is not null).Select(f => new DiskImage("file", f.Path, "")));
}
