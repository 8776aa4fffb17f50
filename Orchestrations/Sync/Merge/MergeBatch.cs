namespace GlusterDr.Orchestrations.Sync.Merge;

/// <summary>Some VMs whose overlays are merged one after the other.</summary>
/// <param name="RunId">The run.</param>
/// <param name="VmIds">In the order in which they are done.</param>
/// <param name="Activity">The merging step.</param>
/// <param name="Bound">How long one VM may take.</param>
public sealed record MergeBatch(string RunId, IReadOnlyList<string> VmIds, string Activity, TimeSpan Bound)
{
    /// <summary>The run's: see <see cref="Runs.SyncRequest.Version"/>.</summary>
    public int Version { get; init; } = 1;
}
