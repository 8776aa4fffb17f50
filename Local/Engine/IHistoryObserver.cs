using GlusterDr.Local.Engine.History;

namespace GlusterDr.Local.Engine;

/// <summary>Sees each durable step, for tests that stop the engine between any two.</summary>
/// <remarks>Called on the writer's thread: be short. <see cref="EmbeddedEngine.Abandon"/> may be called from here.</remarks>
public interface IHistoryObserver
{
    /// <summary>The step is about to be committed. Abandoned here, it never was.</summary>
    void Committing(HistoryStep step);

    /// <summary>The step is on disk, and nobody has heard of it yet.</summary>
    void Committed(HistoryStep step);
}
