using GlusterDr.Hypervisors.Libvirt.Domains;

namespace GlusterDr.Hypervisors.Libvirt.Storage;

/// <summary>The location of a storage pool's volumes. All members null: they are devices, or in another kind of storage.</summary>
internal sealed record PoolLocation
{
    /// <summary>The folder that contains them as files.</summary>
    public string? Folder { get; init; }

    /// <summary>The network storage through which QEMU accesses them, as <c>gluster:volume/folder</c>.</summary>
    public string? Remote { get; init; }

    /// <summary>Why the location is unknown.</summary>
    public string? Problem { get; init; }

    /// <summary>The image with its location filled in.</summary>
    public DiskImage Of(DiskImage image) => this switch
    {
        { Folder: { } folder } => image with { Type = "file", Path = $"{folder}/{image.Volume}" },
        { Remote: { } remote } => image with { Remote = $"{remote}/{image.Volume?.TrimStart('/')}" },
        _ => image with { PoolProblem = Problem },
    };
}
