using GlusterDr.Local.Engine.History;
using GlusterDr.Local.Engine.Replay;

namespace GlusterDr.Local.Engine.Writes;

/// <summary>Raises an event from outside; false: the instance is unknown or has ended.</summary>
internal sealed class RaiseWrite(EngineCore core, string instanceId, string eventName, string? payload) : ClientWrite<bool>(core)
{
    protected override bool Change(HistoryTables tables)
    {
        OrchestrationRun? run = Core.Runs.ById(instanceId);
        bool isLive = run is { ClosedBy: null };
        Deliver(tables, run, new(HistoryKind.EventRaised, 0, eventName, payload));
        return isLive;
    }
}
