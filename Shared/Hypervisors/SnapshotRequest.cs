using GlusterDr.Policies;

namespace GlusterDr.Hypervisors;

/// <summary>What a snapshot shall be like.</summary>
/// <param name="RunId">The run that takes it: overlays are named <c>&lt;image&gt;.&lt;run id&gt;</c>.</param>
/// <param name="Kind">Overlay files, or inside the images.</param>
/// <param name="Quiesce">Whether the guest is asked to freeze its file systems.</param>
/// <param name="Timeout">Bound on the whole snapshot.</param>
public sealed record SnapshotRequest(string RunId, SnapshotKind Kind, QuiesceMode Quiesce, TimeSpan Timeout);
