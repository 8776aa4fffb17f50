namespace GlusterDr.Simulators;

/// <summary>A snapshot's deletion that is under way.</summary>
/// <param name="Vm">The machine.</param>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Job">What the engine tells of it.</param>
/// <param name="Left">Disks that are not done.</param>
internal sealed record SnapshotMerge(EngineVm Vm, EngineSnapshot Snapshot, EngineJob Job, ISet<EngineDisk> Left)
{
    /// <summary>Disks whose merge failed.</summary>
    public IList<EngineDisk> Failed { get; } = [];
}
