using GlusterDr.Hypervisors.Libvirt.Domains;

namespace GlusterDr.Hypervisors.Libvirt.Virsh;

/// <summary>A block job that mirrors a disk to another image, read from the domain's XML.</summary>
/// <param name="Kind"><c>active-commit</c> or <c>copy</c>.</param>
/// <param name="Ready">Everything is copied, and writes go to both images: the job can be pivoted.</param>
/// <param name="Image">The target image; null: libvirt does not report it.</param>
public sealed record BlockJob(string Kind, bool Ready, DiskImage? Image)
{
    /// <summary>Whether it merges the active image into one below it.</summary>
    public bool IsActiveCommit => Kind == "active-commit";
}
