namespace GlusterDr.Sessions.Origins;

/// <summary>A time that geo-replication keeps on a brick.</summary>
/// <param name="VolumeId">The volume whose changes it counts.</param>
/// <param name="Time">In seconds since 1970.</param>
public sealed record OriginTime(string VolumeId, long Time);
