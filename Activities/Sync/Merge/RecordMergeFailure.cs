using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Merge;

/// <summary>Stores that a VM still runs on its overlay, and why.</summary>
public sealed class RecordMergeFailure(RunAccess access) : Activity<VmFailure, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, VmFailure input)
    {
        await access.UpdateAsync(
            new VmStep(input.RunId, input.VmId),
            vm => vm with { State = vm.State == VmState.LeftOut ? vm.State : VmState.MergeFailed, Error = vm.Error?.Code is ErrorCodes.VmChanged or ErrorCodes.ContentRotten ? vm.Error : input.Error },
            context.CancellationToken);
        return true;
    }
}
