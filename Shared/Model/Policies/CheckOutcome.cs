namespace GlusterDr.Policies;

/// <summary>What came of one look.</summary>
public enum CheckOutcome
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>A run would work, and fall short of something.</summary>
    Warning,

    /// <summary>A run would fail.</summary>
    Failed,
}
