using GlusterDr.Runs;

namespace GlusterDr.Local.Hosting;

/// <summary>An interrupted run that a host resumes.</summary>
/// <param name="Run">Its summary.</param>
/// <param name="IsCancelled">Whether it was cancelled before, so that it undoes its changes.</param>
public sealed record ResumedRun(Run Run, bool IsCancelled)
{
    /// <summary>What the host does with it, for display.</summary>
    public override string ToString() => IsCancelled
        ? $"run {Run.Id} was cancelled and then interrupted; rolling it back"
        : $"run {Run.Id} was interrupted; resuming it";
}
