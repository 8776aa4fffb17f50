namespace GlusterDr.Policies;

/// <summary>How snapshots of VMs are taken.</summary>
public sealed record SnapshotSettings
{
    /// <summary>The kind of snapshot. The default value is <see cref="SnapshotKind.External"/>.</summary>
    public SnapshotKind Kind { get; init; } = SnapshotKind.External;

    /// <summary>Whether guests freeze their file systems. The default value is <see cref="QuiesceMode.Try"/>.</summary>
    public QuiesceMode Quiesce { get; init; } = QuiesceMode.Try;

    /// <summary>What to do about a VM that cannot be snapshot. The default value is <see cref="VmFailureAction.LeaveOut"/>.</summary>
    public VmFailureAction OnFailure { get; init; } = VmFailureAction.LeaveOut;

    /// <summary>The number of concurrent snapshots or merges. The default value is 8.</summary>
    public int Parallel { get; init; } = 8;

    /// <summary>The VMs to leave out, by name.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];
}
