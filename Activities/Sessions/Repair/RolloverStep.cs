namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>A wait for the bricks' next changelogs.</summary>
/// <param name="Step">The session.</param>
/// <param name="Bound">How long at most.</param>
public sealed record RolloverStep(RepairStep Step, TimeSpan Bound);
