using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>What <see cref="NodeReader"/> needs to read the nodes of a session.</summary>
/// <param name="Session">The session.</param>
/// <param name="View">Its status.</param>
/// <param name="PrimaryPool">The primary's pool.</param>
/// <param name="SecondaryPool">The secondary's pool.</param>
/// <param name="Primary">The primary volume; null: not known.</param>
/// <param name="Secondary">The secondary volume; null: not known.</param>
/// <param name="ProvenAt">What was written before this is verified by a recovery point; null: nothing is.</param>
/// <param name="Now">The time by the clock of GlusterDr.</param>
public sealed record NodeReadRequest(
    GeoRepSession Session,
    SessionView View,
    GlusterPool PrimaryPool,
    GlusterPool SecondaryPool,
    GlusterVolume? Primary,
    GlusterVolume? Secondary,
    DateTimeOffset? ProvenAt,
    DateTimeOffset Now)
{
    /// <summary>Log lines before this are ignored; null: only by age.</summary>
    public DateTimeOffset? LogSince { get; init; }
}
