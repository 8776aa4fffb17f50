using GlusterDr.Durable;

namespace GlusterDr.Orchestrations;

/// <summary>All orchestrations, for any host.</summary>
public static class OrchestrationServices
{
    /// <summary>Names all orchestrations to an engine.</summary>
    public static DurableRegistry AddOrchestrations(this DurableRegistry registry) => registry
        .AddOrchestrator<SyncRun>()
        .AddOrchestrator<SnapshotVms>()
        .AddOrchestrator<MergeVms>()
        .AddOrchestrator<SetUpSession>()
        .AddOrchestrator<DiagnoseSession>()
        .AddOrchestrator<RepairSession>();
}
