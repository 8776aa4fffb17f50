namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Files that are to be carried again.</summary>
/// <param name="Step">The session.</param>
/// <param name="Paths">The files.</param>
public sealed record FilesStep(RepairStep Step, IReadOnlyList<string> Paths);
