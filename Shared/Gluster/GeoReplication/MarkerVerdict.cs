namespace GlusterDr.Gluster.GeoReplication;

/// <summary>Whether all that was written before a marker has arrived, by the status's word.</summary>
/// <param name="Passed">Every subvolume's Active worker has passed it.</param>
/// <param name="Behind">The subvolumes that have not, each with how far it is.</param>
public sealed record MarkerVerdict(bool Passed, IReadOnlyList<string> Behind);
