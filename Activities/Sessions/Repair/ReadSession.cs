using GlusterDr.Durable;
using GlusterDr.Sessions.Diagnosis;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Looks at a session from both sides. Changes nothing.</summary>
public sealed class ReadSession(SessionReader reader) : Activity<ReadSession.Input, SessionFacts>
{
    /// <summary>A look at a session.</summary>
    /// <param name="Step">The session.</param>
    /// <param name="LogSince">What was logged before this is over; null: nothing is known to be.</param>
    public sealed record Input(RepairStep Step, DateTimeOffset? LogSince);

    /// <inheritdoc/>
    public override Task<SessionFacts> RunAsync(ActivityContext context, Input input) =>
        reader.ReadAsync(input.Step.Address, input.Step.SecondaryAddress, input.LogSince, context.CancellationToken);
}
