namespace GlusterDr.Policies;

/// <summary>What a run does about a VM that it cannot snapshot.</summary>
public enum VmFailureAction
{
    /// <summary>Leaves it out, with a warning.</summary>
    LeaveOut,

    /// <summary>Fails, undoing what it did.</summary>
    Abort,
}
