using GlusterDr.Activities.Sync.Merge;
using GlusterDr.Durable;
using GlusterDr.Ids;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Snapshot;

/// <summary>Keeps why a VM is not in this run. False: it is frozen all the same, and stays in.</summary>
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
