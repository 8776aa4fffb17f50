namespace GlusterDr.Activities.Sync;

/// <summary>The input of a step that concerns one of the volumes of a run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Volume">The volume; null: the policy's own.</param>
public sealed record VolumeStep(string RunId, string? Volume = null);
