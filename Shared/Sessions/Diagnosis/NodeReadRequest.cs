using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>What the nodes of a session are asked by.</summary>
/// <param name="Session">The session.</param>
/// <param name="View">How its status is.</param>
/// <param name="PrimaryPool">The primary's pool.</param>
/// <param name="SecondaryPool">The secondary's pool.</param>
/// <param name="Primary">The primary volume; null: not known.</param>
/// <param name="Secondary">The secondary volume; null: not known.</param>
/// <param name="ProvenAt">What was written before this has arrived; null: nothing is proven.</param>
/// <param name="Now">Our clock.</param>
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
    /// <summary>What was logged before this is over, whatever it was; null: nothing is known to be.</summary>
    public DateTimeOffset? LogSince { get; init; }
}
