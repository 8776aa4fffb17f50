namespace GlusterDr.Operations;

/// <summary>The state of an operation.</summary>
public enum OperationState
{
    /// <summary>Running, or undoing its changes.</summary>
    Running,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>It failed, and its changes are undone except for those that its result names.</summary>
    Failed,

    /// <summary>It was cancelled, and its changes are undone except for those that its result names.</summary>
    Cancelled,
}
