using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Operations;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Sessions.Diagnosis;

namespace GlusterDr.Orchestrations.Sessions.Repair;

/// <summary>Diagnoses a session. Changes only the times of the primary's root directory: that is the test change.</summary>
public sealed class DiagnoseSession : Orchestrator<DiagnoseRequest, OperationResult>
{
    /// <inheritdoc/>
    public override async Task<OperationResult> RunAsync(IOrchestrationContext context, DiagnoseRequest input)
    {
        using OperationScope scope = new(context);
        try
        {
            SessionDiagnosis diagnosis = await new Diagnosing(scope, new(input.Address, input.SecondaryAddress)).RunAsync(input.Content);
            return new OperationResult(OperationState.Succeeded, diagnosis.Summary).WithDiagnosis(diagnosis);
        }
        catch (OperationCanceledException)
        {
            Error cancelled = new(ErrorCodes.OperationCancelled, ErrorClass.Permanent, "The operation was cancelled; it has changed nothing.");
            return new OperationResult(OperationState.Cancelled, cancelled.Message, cancelled);
        }
        catch (TaskFailedException e)
        {
            Error error = ErrorProperties.Read(e);
            return new OperationResult(OperationState.Failed, error.Message, error);
        }
    }
}
