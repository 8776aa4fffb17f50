namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>A look at a session.</summary>
/// <param name="Step">The session.</param>
/// <param name="LogSince">What was logged before this is over; null: nothing is known to be.</param>
public sealed record ExamineQuestion(RepairStep Step, DateTimeOffset? LogSince);
