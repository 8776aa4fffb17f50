namespace GlusterDr.Policies;

/// <summary>The outcome of one check.</summary>
public enum CheckOutcome
{
    /// <summary>No problem.</summary>
    Ok,

    /// <summary>A run would work, with limitations.</summary>
    Warning,

    /// <summary>A run would fail.</summary>
    Failed,
}
