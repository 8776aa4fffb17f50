using GlusterDr.Durable;
using GlusterDr.Sessions.Diagnosis;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Looks at a session from both sides. Changes nothing.</summary>
public sealed class ExamineSession(SessionExaminer examiner) : Activity<ExamineQuestion, SessionFacts>
{
    /// <inheritdoc/>
    public override Task<SessionFacts> RunAsync(ActivityContext context, ExamineQuestion input) =>
        examiner.LookAsync(input.Step.Address, input.Step.SecondaryAddress, input.LogSince, context.CancellationToken);
}
