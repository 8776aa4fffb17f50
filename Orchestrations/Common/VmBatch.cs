namespace GlusterDr.Orchestrations.Common;

/// <summary>VMs of a run that are processed one after the other.</summary>
/// <param name="RunId">The run.</param>
/// <param name="VmIds">The VMs, in their order.</param>
/// <param name="StopAtFailure">Whether a failure ends the batch.</param>
public sealed record VmBatch(string RunId, IReadOnlyList<string> VmIds, bool StopAtFailure)
{
    /// <summary>The version of the run: see <see cref="Runs.SyncRequest.Version"/>.</summary>
    public int Version { get; init; } = 1;
}
