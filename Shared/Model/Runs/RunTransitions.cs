using GlusterDr.Durable;

namespace GlusterDr.Runs;

/// <summary>What may follow what, for runs, their VMs and their destinations.</summary>
public static class RunTransitions
{
    /// <summary>Of a run.</summary>
    public static TransitionTable<RunState> Run { get; } = new(
    [
        (RunState.Running, [RunState.Succeeded, RunState.SucceededWithWarnings, RunState.Failed, RunState.Cancelled]),
    ]);

    /// <summary>
    /// Of a VM in a run. A failed merge may succeed yet, in this run or in a later one. A VM that somebody else changes in mid-run is left
    /// out then.
    /// </summary>
    public static TransitionTable<VmState> Vm { get; } = new(
    [
        (VmState.Planned, [VmState.Snapshotted, VmState.LeftOut]),
        (VmState.Snapshotted, [VmState.Merged, VmState.MergeFailed, VmState.LeftOut]),
        (VmState.ShutOff, [VmState.LeftOut]),
        (VmState.MergeFailed, [VmState.Merged]),
    ]);

    /// <summary>Of a destination in a run. A cure goes back to <see cref="DestinationState.CheckpointSet"/>.</summary>
    public static TransitionTable<DestinationState> Destination { get; } = new(
    [
        (DestinationState.Planned, [DestinationState.CheckpointSet, DestinationState.Failed, DestinationState.LeftOut]),
        (DestinationState.CheckpointSet, [DestinationState.Replicating, DestinationState.Failed]),
        (DestinationState.Replicating, [DestinationState.Verifying, DestinationState.CheckpointSet, DestinationState.Failed]),
        (DestinationState.Verifying, [DestinationState.Verified, DestinationState.CheckpointSet, DestinationState.Failed]),
        (DestinationState.Verified, [DestinationState.Clean, DestinationState.Failed]),
    ]);
}
