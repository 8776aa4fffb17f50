namespace GlusterDr.Orchestrations.Common;

/// <summary>What undoes one step of a workflow.</summary>
/// <param name="Name">The step that it undoes.</param>
/// <param name="UndoAsync">Undoes it. False: it could not, and has reported why.</param>
internal sealed record Compensation(string Name, Func<Task<bool>> UndoAsync)
{
    /// <summary>Whether the steps before it must stay as they are if it cannot be undone.</summary>
    public bool NeedsEarlier { get; init; }

    /// <summary>
    /// Reports that the step is not undone, because the named later step could not be undone and needs it; null: nothing to report.
    /// </summary>
    public Action<string>? Skip { get; init; }
}
