namespace GlusterDr.Gluster.Agent;

/// <summary>Size and free space of a volume, as reported by a mount.</summary>
/// <param name="TotalBytes">Its size.</param>
/// <param name="FreeBytes">Its free space.</param>
public sealed record VolumeSpace(long TotalBytes, long FreeBytes)
{
    /// <summary>Its used space.</summary>
    public long UsedBytes => TotalBytes - FreeBytes;

    /// <summary>Whether it contains nothing but internal files of Gluster and GlusterDr.</summary>
    public bool IsEmpty { get; init; }
}
