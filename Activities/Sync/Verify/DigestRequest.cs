namespace GlusterDr.Activities.Sync.Verify;

/// <summary>What to read of the frozen images.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Suspicious">Something happened that sampling could miss: read everything.</param>
/// <param name="Volume">The volume that they are on; null: the policy's own.</param>
public sealed record DigestRequest(string RunId, bool Suspicious, string? Volume = null);
