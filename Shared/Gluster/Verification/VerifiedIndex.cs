namespace GlusterDr.Gluster.Verification;

/// <summary>All files of a destination of which the verification is stored.</summary>
public sealed record VerifiedIndex(IReadOnlyList<VerifiedEntry> Files);
