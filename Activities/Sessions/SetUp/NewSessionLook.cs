namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>How a session that was just started is.</summary>
/// <param name="IsActive">Whether each subvolume has an Active worker.</param>
/// <param name="Summary">In one line.</param>
public sealed record NewSessionLook(bool IsActive, string Summary)
{
    /// <summary>Whether the marker has arrived.</summary>
    public bool HasArrived { get; init; }

    /// <summary>Whether it still carries what there was before: that may take days, and the marker comes last.</summary>
    public bool IsCopying { get; init; }
}
