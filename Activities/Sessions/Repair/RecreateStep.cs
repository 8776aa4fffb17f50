namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>A session that is made anew.</summary>
/// <param name="Step">The session.</param>
/// <param name="Config">The settings that it had.</param>
public sealed record RecreateStep(RepairStep Step, IReadOnlyDictionary<string, string> Config);
