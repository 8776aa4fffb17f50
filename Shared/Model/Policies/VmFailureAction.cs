namespace GlusterDr.Policies;

/// <summary>What a run does with a VM that it cannot snapshot.</summary>
public enum VmFailureAction
{
    /// <summary>The run leaves it out, with a warning.</summary>
    LeaveOut,

    /// <summary>The run fails, and undoes its changes.</summary>
    Abort,
}
