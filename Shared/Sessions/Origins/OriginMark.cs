namespace GlusterDr.Sessions.Origins;

/// <summary>What stands on a brick of a secondary.</summary>
/// <param name="Path">The brick.</param>
/// <param name="Changed">When an entry at its top, or a shard, was last made or removed, in seconds since 1970; null: not known.</param>
/// <param name="Times">Times that geo-replication keeps there.</param>
public sealed record OriginMark(string Path, double? Changed, IReadOnlyList<OriginTime> Times);
