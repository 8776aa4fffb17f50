namespace GlusterDr.Operations;

/// <summary>Where an operation stands.</summary>
public enum OperationState
{
    /// <summary>At work, or undoing what it did.</summary>
    Running,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>It failed, and what it did is undone but for what its result names.</summary>
    Failed,

    /// <summary>A person ended it, and what it did is undone but for what its result names.</summary>
    Cancelled,
}
