using GlusterDr.Activities.Sessions.Repair;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Operations;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Sessions.Repair;

namespace GlusterDr.Orchestrations.Sessions.Repair;

/// <summary>Applies the fixes of a diagnosis that need no person, and verifies the result by content.</summary>
/// <remarks>No run uses the session meanwhile. In every case it is running or stopped at the end, as it was before.</remarks>
public sealed class RepairSession : Orchestrator<RepairRequest, OperationResult>
{
    /// <inheritdoc/>
    public override async Task<OperationResult> RunAsync(IOrchestrationContext context, RepairRequest input)
    {
        RepairStep step = new(input.Address, input.SecondaryAddress);
        using OperationScope scope = new(context);
        try
        {
            await scope.StepAsync<bool>("lock the session", nameof(ClaimSession), new ClaimSession.Input(context.InstanceId, step));
        }
        catch (Exception e) when (e is TaskFailedException or OperationCanceledException)
        {
            return Repairing.Ended(e, "No changes were made.");
        }

        OperationResult result = await new Repairing(scope, step, input).RunAsync();
        await context.StepAsync<bool>(nameof(ReleaseSession), context.InstanceId);
        return result;
    }
}
