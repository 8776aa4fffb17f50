using GlusterDr.Durable;

namespace GlusterDr.Runs;

/// <summary>The allowed state transitions of runs, their VMs and their destinations.</summary>
public static class RunTransitions
{
    /// <summary>Transitions of a run.</summary>
    public static TransitionTable<RunState> Run { get; } = new(
    [
        (RunState.Running, [RunState.Succeeded, RunState.SucceededWithWarnings, RunState.Failed, RunState.Cancelled]),
    ]);

    /// <summary>
    /// Transitions of a VM in a run. A failed merge may still succeed, in this run or a later one. A VM that someone else changes during the
    /// run is left out from then on.
    /// </summary>
    public static TransitionTable<VmState> Vm { get; } = new(
    [
        (VmState.Planned, [VmState.Snapshotted, VmState.LeftOut]),
        (VmState.Snapshotted, [VmState.Merged, VmState.MergeFailed, VmState.LeftOut]),
        (VmState.ShutOff, [VmState.LeftOut]),
        (VmState.MergeFailed, [VmState.Merged]),
    ]);

    /// <summary>Transitions of a destination in a run. A repair goes back to <see cref="DestinationState.CheckpointSet"/>.</summary>
    public static TransitionTable<DestinationState> Destination { get; } = new(
    [
        (DestinationState.Planned, [DestinationState.CheckpointSet, DestinationState.Failed, DestinationState.LeftOut]),
        (DestinationState.CheckpointSet, [DestinationState.Replicating, DestinationState.Failed]),
        (DestinationState.Replicating, [DestinationState.Verifying, DestinationState.CheckpointSet, DestinationState.Failed]),
        (DestinationState.Verifying, [DestinationState.Verified, DestinationState.CheckpointSet, DestinationState.Failed]),
        (DestinationState.Verified, [DestinationState.Clean, DestinationState.Failed]),
    ]);
}
