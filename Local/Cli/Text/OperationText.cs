using System.Text;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Operations;
using GlusterDr.Policies;
using GlusterDr.Sessions.Diagnosis;

namespace GlusterDr.Local.Cli.Text;

/// <summary>Text and exit codes of operations.</summary>
internal static class OperationText
{
    public static string List(IReadOnlyList<Operation> operations)
    {
        if (operations.Count == 0)
        {
            return "No operations.";
        }

        TextTable table = new("OPERATION", "ABOUT", "STATE", "STARTED");
        foreach (Operation operation in operations)
        {
            table.Add(operation.Id, operation.Subject, State(operation.State), Printable.Time(operation.StartedAt));
        }

        return table.ToString();
    }

    public static string Outcome(Operation operation)
    {
        StringBuilder text = new();
        if (operation.Result is not { } result)
        {
            text.AppendLine($"{operation.Id}: {State(operation.State)}, {operation.Subject}");
            foreach (OperationStep step in operation.Progress?.Steps ?? [])
            {
                text.AppendLine($"  {Step(step)}");
            }

            return text.ToString();
        }

        bool unfit = result.Findings.Any(f => f.Outcome == CheckOutcome.Failed);
        if (unfit)
        {
            PolicyText.AppendFindings(text, result.Findings);
        }
        else
        {
            AppendWarnings(text, result.Findings);
        }

        if ((result.GetDiagnosisAfter() ?? result.GetDiagnosis()) is { } diagnosis)
        {
            DiagnosisText.Append(text, diagnosis);
        }

        text.AppendLine(Printable.OneLine(result.Summary));
        if (!unfit && result.Error is { } error)
        {
            text.AppendLine(Printable.Lines(AdviceText.Of(error)));
        }

        foreach (Error warning in result.Warnings)
        {
            text.AppendLine(Printable.Lines($"warning: {AdviceText.Of(warning)}"));
        }

        foreach (Error left in result.Left)
        {
            text.AppendLine(Printable.Lines($"left: {AdviceText.Of(left)}"));
        }

        return text.ToString();
    }

    public static string Step(OperationStep step) =>
        Printable.OneLine($"{StepState(step.State)}: {step.Name}{(step.Note is null ? "" : $" ({step.Note})")}");

    public static int ExitCode(Operation operation) => operation.State switch
    {
        OperationState.Succeeded when operation.Kind == OperationId.Diagnose && operation.Result?.GetDiagnosis() is { } diagnosis => DiagnosisText.ExitCode(diagnosis),
        OperationState.Succeeded => operation.Result is { } result && FallsShort(result) ? ExitCodes.Warnings : ExitCodes.Ok,
        OperationState.Cancelled => ExitCodes.Cancelled,
        OperationState.Running => ExitCodes.Unavailable,
        _ => operation.Result?.Error is { } error ? CommandFailure.Of(new DrException(error)).ExitCode : ExitCodes.Failed,
    };

    private static bool FallsShort(OperationResult result) =>
        result.Warnings.Count > 0 || result.Left.Count > 0 || result.Findings.Any(f => f.Outcome == CheckOutcome.Warning);

    private static void AppendWarnings(StringBuilder text, IReadOnlyList<CheckFinding> findings)
    {
        foreach (CheckFinding warning in findings.Where(f => f.Outcome == CheckOutcome.Warning))
        {
            text.AppendLine(Printable.OneLine($"warning: {warning.Subject}: {warning.Fact}. {warning.Error?.Advice}"));
            foreach (string command in warning.Error is { } error ? AdviceText.Commands(error) : [])
            {
                text.AppendLine(Printable.OneLine($"         {command}"));
            }
        }
    }

    private static string State(OperationState state) => state switch
    {
        OperationState.Running => "in progress or interrupted",
        OperationState.Succeeded => "done",
        OperationState.Failed => "failed",
        _ => "cancelled",
    };

    private static string StepState(OperationStepState state) => state switch
    {
        OperationStepState.Running => "in progress",
        OperationStepState.Done => "done",
        OperationStepState.Failed => "failed",
        OperationStepState.Undoing => "rolling back",
        OperationStepState.Undone => "rolled back",
        _ => "NOT ROLLED BACK",
    };
}
