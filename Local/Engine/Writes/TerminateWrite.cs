using GlusterDr.Local.Engine.History;
using GlusterDr.Local.Engine.Replay;

namespace GlusterDr.Local.Engine.Writes;

/// <summary>Terminates an instance from outside; false: it is unknown or has ended.</summary>
internal sealed class TerminateWrite(EngineCore core, string instanceId, string? output) : ClientWrite<bool>(core)
{
    protected override bool Change(HistoryTables tables)
    {
        OrchestrationRun? run = Core.Runs.ById(instanceId);
        if (run is null || (run.ClosedBy is not null && run.ClosedBy != this))
        {
            return false;
        }

        Close(tables, run, Outcome.Terminated(output));
        return true;
    }
}
