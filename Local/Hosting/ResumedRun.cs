using GlusterDr.Runs;

namespace GlusterDr.Local.Hosting;

/// <summary>A run that was cut short, and that a host continues.</summary>
/// <param name="Run">In brief.</param>
/// <param name="IsCancelled">Somebody had asked it to end before: it undoes what it did.</param>
public sealed record ResumedRun(Run Run, bool IsCancelled)
{
    /// <summary>What the host does with it, for people.</summary>
    public override string ToString() => IsCancelled
        ? $"run {Run.Id} was cancelled and then interrupted; rolling it back"
        : $"run {Run.Id} was interrupted; resuming it";
}
