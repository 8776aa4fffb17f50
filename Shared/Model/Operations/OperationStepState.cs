namespace GlusterDr.Operations;

/// <summary>The state of a step of an operation.</summary>
public enum OperationStepState
{
    /// <summary>Running.</summary>
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
