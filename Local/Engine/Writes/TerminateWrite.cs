using GlusterDr.Local.Engine.History;
using GlusterDr.Local.Engine.Replay;

namespace GlusterDr.Local.Engine.Writes;

/// <summary>Ends an instance from outside; false: there was none to end.</summary>
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
