namespace GlusterDr.Simulators;

/// <summary>A running deletion of a snapshot.</summary>
/// <param name="Vm">The machine.</param>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Job">The engine's job.</param>
/// <param name="Left">The disks that are not merged yet.</param>
internal sealed record SnapshotMerge(EngineVm Vm, EngineSnapshot Snapshot, EngineJob Job, ISet<EngineDisk> Left)
{
    /// <summary>Disks whose merge failed.</summary>
    public IList<EngineDisk> Failed { get; } = [];
}
