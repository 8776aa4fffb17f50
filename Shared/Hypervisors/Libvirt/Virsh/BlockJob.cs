using GlusterDr.Hypervisors.Libvirt.Domains;

namespace GlusterDr.Hypervisors.Libvirt.Virsh;

/// <summary>A block job that mirrors a disk into another image, read from the domain's XML.</summary>
/// <param name="Kind"><c>active-commit</c> or <c>copy</c>.</param>
/// <param name="Ready">Everything is copied, and every write goes to both: it may pivot.</param>
/// <param name="Image">The image that it writes into; null: libvirt does not say.</param>
public sealed record BlockJob(string Kind, bool Ready, DiskImage? Image)
{
    /// <summary>Whether it merges the active image into one below it.</summary>
    public bool IsActiveCommit => Kind == "active-commit";
}
