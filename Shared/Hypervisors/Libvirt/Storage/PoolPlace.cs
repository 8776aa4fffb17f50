using GlusterDr.Hypervisors.Libvirt.Domains;

namespace GlusterDr.Hypervisors.Libvirt.Storage;

/// <summary>Where the volumes of a storage pool are. Nothing at all: on devices, or in another kind of storage.</summary>
internal sealed record PoolPlace
{
    /// <summary>The folder of which they are files.</summary>
    public string? Folder { get; init; }

    /// <summary>The network storage that QEMU reaches them through, as <c>gluster:volume/folder</c>.</summary>
    public string? Remote { get; init; }

    /// <summary>Why it cannot be told.</summary>
    public string? Problem { get; init; }

    /// <summary>The image with its place.</summary>
    public DiskImage Of(DiskImage image) => this switch
    {
        { Folder: { } folder } => image with { Type = "file", Path = $"{folder}/{image.Volume}" },
        { Remote: { } remote } => image with { Remote = $"{remote}/{image.Volume?.TrimStart('/')}" },
        _ => image with { PoolProblem = Problem },
    };
}
