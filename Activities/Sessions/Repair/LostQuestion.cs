namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>From when on changelogs that no crawl reads are of interest.</summary>
/// <param name="Step">The session.</param>
/// <param name="Since">What was before is proven to have arrived.</param>
public sealed record LostQuestion(RepairStep Step, DateTimeOffset Since);
