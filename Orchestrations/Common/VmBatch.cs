namespace GlusterDr.Orchestrations.Common;

/// <summary>Some VMs of a run, to be done one after the other.</summary>
/// <param name="RunId">The run.</param>
/// <param name="VmIds">In the order in which they are done.</param>
/// <param name="StopAtFailure">Whether one that fails is the last.</param>
public sealed record VmBatch(string RunId, IReadOnlyList<string> VmIds, bool StopAtFailure)
{
    /// <summary>The run's: see <see cref="Runs.SyncRequest.Version"/>.</summary>
    public int Version { get; init; } = 1;
}
