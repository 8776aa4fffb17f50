using GlusterDr.Local.Engine.History;

namespace GlusterDr.Local.Engine;

/// <summary>Sees each durable step, for tests that stop the engine between any two.</summary>
/// <remarks>Called on the writer's thread: be short. <see cref="EmbeddedEngine.Abandon"/> may be called from here.</remarks>
public interface IHistoryObserver
{
    /// <summary>One durable step: a row that goes into an instance's history.</summary>
    /// <param name="InstanceId">Whose history.</param>
    /// <param name="Number">The row's number in it.</param>
    /// <param name="Kind">What it says.</param>
    /// <param name="TaskId">Which request of the workflow it is or answers; 0: none.</param>
    /// <param name="Name">The activity, orchestration or event.</param>
    sealed record Step(string InstanceId, long Number, HistoryKind Kind, int TaskId, string? Name);

    /// <summary>The step is about to be committed. Abandoned here, it never was.</summary>
    void Committing(Step step);

    /// <summary>The step is on disk, and nobody has heard of it yet.</summary>
    void Committed(Step step);
}
