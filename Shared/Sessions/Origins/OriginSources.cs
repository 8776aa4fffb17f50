using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Sessions.Origins;

/// <summary>All that was gathered about who writes to a volume.</summary>
/// <param name="Volume">The volume.</param>
/// <param name="Nodes">What its nodes say, by their names; those that could not be asked are missing.</param>
/// <param name="Sessions">Sessions of primary pools that could be asked, which lead here.</param>
/// <param name="Primaries">The volumes of those pools.</param>
/// <param name="Gaps">Who could not be asked, and why.</param>
public sealed record OriginSources(
    GlusterVolume Volume,
    IReadOnlyDictionary<string, OriginFacts> Nodes,
    IReadOnlyList<GeoRepStatus> Sessions,
    IReadOnlyList<GlusterVolume> Primaries,
    IReadOnlyList<string> Gaps);
