using GlusterDr.Durable;
using GlusterDr.Local.Engine.History;
using GlusterDr.Local.Engine.Replay;

namespace GlusterDr.Local.Engine.Writes;

/// <summary>Writes an answer to a running instance's request, and passes it to the workflow.</summary>
internal sealed class EventWrite(EngineCore core, OrchestrationRun run, HistoryRow row) : EngineWrite(core)
{
    protected override void Apply(HistoryTables tables) => Deliver(tables, run, row);

    /// <summary>Turns a result that cannot be stored into a failure of its activity, which the workflow may handle.</summary>
    protected override bool TryGiveUp(Exception exception)
    {
        if (row.Kind == HistoryKind.TaskCompleted)
        {
            InvalidOperationException failure = new($"The result of activity '{row.Name}' could not be stored: {exception.Message}", exception);
            Core.Append(run, new(HistoryKind.TaskFailed, row.TaskId, row.Name, Json.Of(TaskFailureDetails.From(failure))));
        }
        else
        {
            Fail(run, exception);
        }

        return true;
    }
}
