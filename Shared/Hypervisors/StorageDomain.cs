using GlusterDr.Sites;

namespace GlusterDr.Hypervisors;

/// <summary>The Gluster volume that contains VM images, as the hypervisor of a site knows it.</summary>
/// <param name="Site">The site.</param>
/// <param name="Volume">The volume.</param>
public sealed record StorageDomain(Site Site, string Volume)
{
    /// <summary>Further volumes of the policy. Disks on them are part of the same snapshots.</summary>
    public IReadOnlyList<string> Further { get; init; } = [];
}
