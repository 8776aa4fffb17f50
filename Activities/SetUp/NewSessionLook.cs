namespace GlusterDr.Activities.SetUp;

/// <summary>How a session that was just started is.</summary>
/// <param name="IsActive">Whether each subvolume has an Active worker.</param>
/// <param name="Summary">In one line.</param>
public sealed record NewSessionLook(bool IsActive, string Summary);
