using GlusterDr.Durable;
using GlusterDr.Local.Engine.History;
using GlusterDr.Local.Engine.Replay;

namespace GlusterDr.Local.Engine.Writes;

/// <summary>Starts an instance from outside; the result is the state that prevented it, if any.</summary>
internal sealed class StartWrite(
    EngineCore core, OrchestrationRun run, string? input, IReadOnlyList<OrchestrationRuntimeStatus>? dedupe)
    : ClientWrite<OrchestrationRuntimeStatus?>(core)
{
    protected override OrchestrationRuntimeStatus? Change(HistoryTables tables)
    {
        OrchestrationRuntimeStatus? refused = null;
        bool Refuses(OrchestrationRuntimeStatus status)
        {
            refused = dedupe is null || dedupe.Contains(status) ? status : null;
            return refused is not null;
        }

        return TryStart(tables, run, input, Refuses) ? null : refused;
    }

    protected override bool TryGiveUp(Exception exception)
    {
        Core.Runs.Remove(run);
        return base.TryGiveUp(exception);
    }
}
