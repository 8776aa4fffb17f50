namespace GlusterDr.Gluster;

/// <summary>What <c>geo-replication ... status detail</c> says of one session.</summary>
/// <param name="Session">The session that was asked for and answered.</param>
/// <param name="Workers">One row per brick whose node answered; a dead node's rows are simply missing.</param>
public sealed record GeoRepStatus(GeoRepSession Session, IReadOnlyList<GeoRepWorker> Workers);
