namespace GlusterDr.Runs;

/// <summary>Where a run stands.</summary>
public enum RunState
{
    /// <summary>At work.</summary>
    Running,

    /// <summary>Every destination has a proven recovery point of every VM.</summary>
    Succeeded,

    /// <summary>At least one destination has a recovery point; what falls short is named.</summary>
    SucceededWithWarnings,

    /// <summary>No destination has a new recovery point.</summary>
    Failed,

    /// <summary>A person stopped it; what it had done is undone.</summary>
    Cancelled,
}
