namespace GlusterDr.Operations;

/// <summary>Where a step of an operation stands.</summary>
public enum OperationStepState
{
    /// <summary>At work.</summary>
    Running,

    /// <summary>Done.</summary>
    Done,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It is being undone.</summary>
    Undoing,

    /// <summary>Undone.</summary>
    Undone,

    /// <summary>It could not be undone.</summary>
    NotUndone,
}
