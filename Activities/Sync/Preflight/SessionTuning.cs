namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Options to set on a session.</summary>
public sealed record SessionTuning(string RunId, string Destination, IReadOnlyDictionary<string, string> Options);
