namespace GlusterDr.Runs;

/// <summary>The state of a run.</summary>
public enum RunState
{
    /// <summary>Running.</summary>
    Running,

    /// <summary>Every destination has a verified recovery point of every VM.</summary>
    Succeeded,

    /// <summary>At least one destination has a recovery point; warnings name what is missing.</summary>
    SucceededWithWarnings,

    /// <summary>No destination has a new recovery point.</summary>
    Failed,

    /// <summary>It was cancelled, and its changes are undone.</summary>
    Cancelled,
}
