namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Files that are compared at once.</summary>
/// <param name="Step">The session.</param>
/// <param name="Paths">The files.</param>
/// <param name="Bytes">How long they are together.</param>
/// <param name="Arrived">What was written before this has arrived, as far as the session says; null: not known.</param>
public sealed record CompareQuestion(RepairStep Step, IReadOnlyList<string> Paths, long Bytes, DateTimeOffset? Arrived);
