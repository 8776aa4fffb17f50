using GlusterDr.Policies;

namespace GlusterDr.Hypervisors;

/// <summary>The properties of a snapshot to be taken.</summary>
/// <param name="RunId">The run that takes it: overlays are named <c>&lt;image&gt;.&lt;run id&gt;</c>.</param>
/// <param name="Kind">External (overlay files) or internal.</param>
/// <param name="Quiesce">Whether the guest freezes its file systems.</param>
/// <param name="Timeout">The time limit of the whole snapshot.</param>
public sealed record SnapshotRequest(string RunId, SnapshotKind Kind, QuiesceMode Quiesce, TimeSpan Timeout);
