using GlusterDr.Sessions.Diagnosis;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Which files shall be compared.</summary>
/// <param name="Step">The session.</param>
/// <param name="Scope">Those that are asked for; null: none.</param>
/// <param name="Others">These too, and first.</param>
public sealed record ListQuestion(RepairStep Step, ContentScope? Scope, IReadOnlyList<string> Others);
