using GlusterDr.Activities.Sync.Merge;
using GlusterDr.Durable;
using GlusterDr.Ids;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Snapshot;

/// <summary>Stores why a VM is left out of this run. False: it has a snapshot and stays in the run.</summary>
public sealed class LeaveOutVm(RunAccess access) : Activity<VmFailure, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, VmFailure input)
    {
        RunVm after = await access.UpdateAsync(
            new VmStep(input.RunId, input.VmId),
            vm => vm.State == VmState.Snapshotted ? vm : vm with { State = VmState.LeftOut, Error = input.Error },
            context.CancellationToken);
        return after.State == VmState.LeftOut;
    }
}
