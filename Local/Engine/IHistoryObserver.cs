using GlusterDr.Local.Engine.History;

namespace GlusterDr.Local.Engine;

/// <summary>Observes each durable step, for tests that stop the engine between any two steps.</summary>
/// <remarks>Called on the writer's thread, so it must be fast. It may call <see cref="EmbeddedEngine.Abandon"/>.</remarks>
public interface IHistoryObserver
{
    /// <summary>One durable step: a row that goes into an instance's history.</summary>
    /// <param name="InstanceId">The instance.</param>
    /// <param name="Number">The row's number in it.</param>
    /// <param name="Kind">Its kind.</param>
    /// <param name="TaskId">The number of the workflow's request that it is or answers; 0: none.</param>
    /// <param name="Name">The activity, orchestration or event.</param>
    sealed record Step(string InstanceId, long Number, HistoryKind Kind, int TaskId, string? Name);

    /// <summary>Called before the step is committed. If the engine is abandoned here, the step was never made.</summary>
    void Committing(Step step);

    /// <summary>Called when the step is on disk, before anything is notified of it.</summary>
    void Committed(Step step);
}
