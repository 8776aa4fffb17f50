namespace GlusterDr.Hypervisors.Libvirt.Domains;

/// <summary>One image of a disk's chain, as libvirt names it.</summary>
/// <param name="Type"><c>file</c>, <c>block</c>, <c>network</c>, <c>volume</c>...</param>
/// <param name="Path">Its path on the host; null: it has no path.</param>
/// <param name="Format">qcow2, raw...; empty: libvirt does not report it.</param>
/// <param name="Remote">A network image as <c>protocol:name</c>; null: not a network image.</param>
public sealed record DiskImage(string Type, string? Path, string Format, string? Remote = null)
{
    /// <summary>The storage pool, if the disk is a volume of one; otherwise null.</summary>
    public string? Pool { get; init; }

    /// <summary>The volume's name in its pool.</summary>
    public string? Volume { get; init; }

    /// <summary>Why the pool's volume cannot be located; null: it can.</summary>
    public string? PoolProblem { get; init; }

    /// <summary>The external data file of a qcow2 image; null: none.</summary>
    public DiskImage? DataFile { get; init; }

    /// <summary>The encryption format and the secret that opens it; null: not encrypted.</summary>
    public string? Encryption { get; init; }

    /// <summary>The allocated bytes, as qemu-img reports them; 0: not read.</summary>
    public long Bytes { get; init; }

    /// <summary>Whether the disk is only a slice of the image.</summary>
    public bool IsSlice { get; init; }

    /// <summary>For people.</summary>
    public override string ToString() => Path ?? Remote ?? (Pool is null ? Type : $"volume {Volume} of pool {Pool}");
}
