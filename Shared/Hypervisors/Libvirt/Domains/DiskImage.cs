namespace GlusterDr.Hypervisors.Libvirt.Domains;

/// <summary>One image of a disk's chain, as libvirt names it.</summary>
/// <param name="Type"><c>file</c>, <c>block</c>, <c>network</c>, <c>volume</c>...</param>
/// <param name="Path">Its path on the host; null: it has none.</param>
/// <param name="Format">qcow2, raw...; empty: libvirt does not say.</param>
/// <param name="Remote">A network image as <c>protocol:name</c>; null: it is none.</param>
public sealed record DiskImage(string Type, string? Path, string Format, string? Remote = null)
{
    /// <summary>The storage pool of a volume; null: it is given otherwise.</summary>
    public string? Pool { get; init; }

    /// <summary>The volume's name in its pool.</summary>
    public string? Volume { get; init; }

    /// <summary>Why it cannot be told what the volume of the pool is; null: it can.</summary>
    public string? PoolProblem { get; init; }

    /// <summary>The file that holds the content of a qcow2 image with an external data file; null: it holds its own.</summary>
    public DiskImage? DataFile { get; init; }

    /// <summary>How it is encrypted, with the secret that opens it; null: it is not.</summary>
    public string? Encryption { get; init; }

    /// <summary>The bytes that it occupies, by qemu-img; 0: it was not asked.</summary>
    public long Bytes { get; init; }

    /// <summary>Whether only a part of it is the disk.</summary>
    public bool IsSlice { get; init; }

    /// <summary>For people.</summary>
    public override string ToString() => Path ?? Remote ?? (Pool is null ? Type : $"volume {Volume} of pool {Pool}");
}
