namespace GlusterDr.Hypervisors.Libvirt.Domains;

/// <summary>A domain, as its XML says: live, or what the next start would get.</summary>
/// <param name="Uuid">The id that commands use: names may hold anything but a slash and a newline.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Active">It runs, or is paused.</param>
/// <param name="Disks">All its disks, in order.</param>
/// <param name="AgentConnected">A guest agent has opened its channel.</param>
public sealed record Domain(string Uuid, string Name, bool Active, IReadOnlyList<DomainDisk> Disks, bool AgentConnected)
{
    /// <summary>What it needs beside its disks.</summary>
    public IReadOnlyList<DomainFile> Files { get; init; } = [];

    /// <summary>Arguments that its XML passes to QEMU directly: disks may be among them.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Everything of it that may be a file on a mount.</summary>
    public IEnumerable<DiskImage> Images => Disks.SelectMany(d => d.Chain).SelectMany(i => i.DataFile is { } data ? new[] { i, data } : [i])
        .Concat(Files.Where(f => f.Path is not null).Select(f => new DiskImage("file", f.Path, "")));
}
