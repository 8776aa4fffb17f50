using GlusterDr.Durable;
using GlusterDr.Sessions.Diagnosis;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Reads a session from both sides. Changes nothing.</summary>
public sealed class ReadSession(SessionReader reader) : Activity<ReadSession.Input, SessionFacts>
{
    /// <summary>The input.</summary>
    /// <param name="Step">The session.</param>
    /// <param name="LogSince">Log lines before this are ignored; null: only by age.</param>
    public sealed record Input(RepairStep Step, DateTimeOffset? LogSince);

    /// <inheritdoc/>
    public override Task<SessionFacts> RunAsync(ActivityContext context, Input input) =>
        reader.ReadAsync(input.Step.Address, input.Step.SecondaryAddress, input.LogSince, context.CancellationToken);
}
