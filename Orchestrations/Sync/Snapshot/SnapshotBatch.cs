using GlusterDr.Errors;

namespace GlusterDr.Orchestrations.Sync.Snapshot;

/// <summary>What came of freezing some VMs.</summary>
/// <param name="Frozen">How many are frozen.</param>
/// <param name="Failures">Why others are not; their records say it too.</param>
public sealed record SnapshotBatch(int Frozen, IReadOnlyList<Error> Failures);
