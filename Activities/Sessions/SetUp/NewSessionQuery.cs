namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>A look at a session that was just started.</summary>
/// <param name="SetUp">The set-up.</param>
/// <param name="Marker">A change of the primary that must arrive; null: none was made yet.</param>
public sealed record NewSessionQuery(SetUpStep SetUp, DateTimeOffset? Marker = null);
