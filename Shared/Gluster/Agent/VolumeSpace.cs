namespace GlusterDr.Gluster.Agent;

/// <summary>Room on a volume, as a mount tells it.</summary>
/// <param name="TotalBytes">Its size.</param>
/// <param name="FreeBytes">What may still be written.</param>
public sealed record VolumeSpace(long TotalBytes, long FreeBytes)
{
    /// <summary>What is written.</summary>
    public long UsedBytes => TotalBytes - FreeBytes;

    /// <summary>Whether nothing is on it but what Gluster keeps for itself.</summary>
    public bool IsEmpty { get; init; }
}
