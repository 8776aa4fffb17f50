namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>A storage domain as the engine knows it.</summary>
/// <param name="Id">Its id, which is also its directory on the volume.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type"><c>data</c>, <c>iso</c>, <c>export</c>.</param>
/// <param name="StorageType"><c>glusterfs</c>, <c>nfs</c> and others.</param>
/// <param name="Status"><c>active</c> and others; null: not attached to a data centre that would tell.</param>
/// <param name="Address">The host that it is mounted from; null: its path tells it.</param>
/// <param name="Path">What is mounted: <c>/volume</c>, or <c>host:/volume</c>.</param>
/// <param name="VfsType">The file system of a POSIX domain.</param>
/// <param name="DataCenterId">The data centre it is attached to; null: none.</param>
internal sealed record EngineDomain(
    string Id,
    string Name,
    string Type,
    string StorageType,
    string? Status,
    string? Address,
    string? Path,
    string? VfsType,
    string? DataCenterId)
{
    /// <summary>A POSIX domain may be of GlusterFS too.</summary>
    public bool IsGluster => StorageType == "glusterfs" || VfsType == "glusterfs";

    /// <summary>The volume's name; null: the path names none.</summary>
    public string? Volume => Path is { } path && path[(path.LastIndexOf(':') + 1)..].Trim('/') is { Length: > 0 } name ? name : null;

    /// <summary>A file that is there wherever the domain is, relative to the volume's root.</summary>
    public string Mark => $"{Id}/dom_md/metadata";

    /// <summary>An image's file on the volume, relative to its root, as vdsm lays them out.</summary>
    public string ImagePath(string diskId, string imageId) => $"{Id}/images/{diskId}/{imageId}";
}
