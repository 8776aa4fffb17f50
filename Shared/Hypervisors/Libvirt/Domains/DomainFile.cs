namespace GlusterDr.Hypervisors.Libvirt.Domains;

/// <summary>A file, device or secret that a domain needs besides its disks.</summary>
/// <param name="What">What it is, for people.</param>
/// <param name="Path">Its path on the host; null: it is not a file.</param>
public sealed record DomainFile(string What, string? Path)
{
    /// <summary>Whether the hypervisor or the guest writes to it while the VM runs.</summary>
    public bool IsWritten { get; init; }

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder { get; init; }

    /// <summary>For people.</summary>
    public override string ToString() => Path is null ? What : $"{What} ({Path})";
}
