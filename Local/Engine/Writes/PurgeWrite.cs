using GlusterDr.Durable;
using GlusterDr.Local.Engine.History;

namespace GlusterDr.Local.Engine.Writes;

/// <summary>Deletes an instance that is over; false: there is none, or it is not over.</summary>
internal sealed class PurgeWrite(EngineCore core, string instanceId) : ClientWrite<bool>(core)
{
    protected override bool Change(HistoryTables tables)
    {
        if (tables.Find(instanceId) is not { } found
            || found.Status is OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Running)
        {
            return false;
        }

        tables.Delete(found.Key);
        Changed(instanceId);
        return true;
    }
}
