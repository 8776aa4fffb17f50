using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Sessions.Origins;

/// <summary>All facts about the primaries of a volume.</summary>
/// <param name="Volume">The volume.</param>
/// <param name="Nodes">The traces on its nodes, by their names; nodes that do not answer are missing.</param>
/// <param name="Sessions">The sessions of primary pools that answer and replicate to the volume.</param>
/// <param name="Primaries">The volumes of those pools.</param>
/// <param name="Gaps">What could not be queried, and why.</param>
public sealed record OriginSources(
    GlusterVolume Volume,
    IReadOnlyDictionary<string, OriginFacts> Nodes,
    IReadOnlyList<GeoRepStatus> Sessions,
    IReadOnlyList<GlusterVolume> Primaries,
    IReadOnlyList<string> Gaps);
