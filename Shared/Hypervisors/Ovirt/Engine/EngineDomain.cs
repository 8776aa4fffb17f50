namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>A storage domain of the oVirt engine.</summary>
/// <param name="Id">Its id, which is also its directory on the volume.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type"><c>data</c>, <c>iso</c>, <c>export</c>.</param>
/// <param name="StorageType"><c>glusterfs</c>, <c>nfs</c> and others.</param>
/// <param name="Status"><c>active</c> and others; null: not reported, because only its data centre knows it.</param>
/// <param name="Address">The host that it is mounted from; null: it is part of the path.</param>
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
    /// <summary>Whether it is on GlusterFS. A POSIX domain can be, too.</summary>
    public bool IsGluster => StorageType == "glusterfs" || VfsType == "glusterfs";

    /// <summary>The name of the Gluster volume; null: the path contains none.</summary>
    public string? Volume => Path is { } path && path[(path.LastIndexOf(':') + 1)..].Trim('/') is { Length: > 0 } name ? name : null;

    /// <summary>The metadata file of the storage domain, relative to the volume's root.</summary>
    public string MetadataPath => $"{Id}/dom_md/metadata";

    /// <summary>The file of an image relative to the volume's root, in the layout of vdsm.</summary>
    public string ImagePath(string diskId, string imageId) => $"{Id}/images/{diskId}/{imageId}";
}
