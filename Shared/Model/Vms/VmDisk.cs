namespace GlusterDr.Vms;

/// <summary>A disk of a VM on the storage domain.</summary>
/// <param name="Target">The disk's name within the VM (libvirt: <c>vda</c>).</param>
/// <param name="Path">The active image, relative to the volume's root.</param>
/// <param name="HostPath">The same image by its path on the hypervisor's host.</param>
/// <param name="Format">The active image's format.</param>
/// <param name="Bytes">Its allocated size in bytes; 0: unknown.</param>
/// <param name="Chain">The whole chain, the active image first, relative to the volume's root.</param>
public sealed record VmDisk(string Target, string Path, string HostPath, string Format, long Bytes, IReadOnlyList<string> Chain)
{
    /// <summary>The volume that it is on; null: the policy's own.</summary>
    public string? Volume { get; init; }

    /// <summary>External data files of the chain's qcow2 images, relative to the volume's root.</summary>
    public IReadOnlyList<string> DataFiles { get; init; } = [];
}
