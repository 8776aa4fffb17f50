namespace GlusterDr.Vms;

/// <summary>A file or folder that a VM needs besides its writable disks.</summary>
/// <param name="What">What it is, for messages: <c>its kernel</c>.</param>
/// <param name="HostPath">Its path on the VM's host; null: it is no file there (a secret, a device).</param>
/// <param name="Path">Its path relative to the volume's root; null: it is not on the volume.</param>
public sealed record VmFile(string What, string? HostPath, string? Path)
{
    /// <summary>Whether the hypervisor or the guest writes to it while the VM runs.</summary>
    public bool IsWritten { get; init; }

    /// <summary>Whether it is a folder, whose files are not known.</summary>
    public bool IsFolder { get; init; }

    /// <summary>A text for display.</summary>
    public override string ToString() => HostPath is null ? What : $"{What} ({HostPath})";
}
