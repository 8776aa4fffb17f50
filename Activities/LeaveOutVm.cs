using GlusterDr.Durable;
using GlusterDr.Runs;

namespace GlusterDr.Activities;

/// <summary>Keeps why a VM is not in this run.</summary>
public sealed class LeaveOutVm(RunAccess access) : Activity<VmFailure, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, VmFailure input)
    {
        await access.UpdateAsync(
            new VmStep(input.RunId, input.VmId),
            vm => vm with { State = VmState.LeftOut, Error = input.Error },
            context.CancellationToken);
        return true;
    }
}
