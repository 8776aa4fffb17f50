using GlusterDr.Durable;
using GlusterDr.Local.Engine.History;

namespace GlusterDr.Local.Engine.Writes;

/// <summary>Deletes an ended instance; false: it does not exist, or has not ended.</summary>
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
