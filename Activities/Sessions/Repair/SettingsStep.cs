namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Settings that make a session safe.</summary>
/// <param name="Step">The session.</param>
/// <param name="AccessMount">Set <c>secondary-access-mount</c>.</param>
/// <param name="RolloverSeconds">Set <c>changelog.rollover-time</c> of the primary volume to this; null: leave it.</param>
public sealed record SettingsStep(RepairStep Step, bool AccessMount, int? RolloverSeconds);
