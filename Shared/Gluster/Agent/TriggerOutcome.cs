namespace GlusterDr.Gluster.Agent;

/// <summary>What became of a file that geo-replication was told to carry again, or to look at closely.</summary>
/// <param name="Path">Relative to the volume's root.</param>
/// <param name="Triggered">How many files were marked: the file itself and its shards.</param>
/// <param name="Problem">Why not, or not all of it; null: all of it.</param>
public sealed record TriggerOutcome(string Path, int Triggered, string? Problem = null);
