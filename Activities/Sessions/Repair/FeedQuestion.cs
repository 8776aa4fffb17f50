namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>A mark that shall arrive.</summary>
/// <param name="Step">The session.</param>
/// <param name="Marker">When it was set.</param>
public sealed record FeedQuestion(RepairStep Step, DateTimeOffset Marker);
