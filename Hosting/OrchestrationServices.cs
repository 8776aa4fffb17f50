using GlusterDr.Durable;
using GlusterDr.Orchestrations.Sessions.Repair;
using GlusterDr.Orchestrations.Sessions.SetUp;
using GlusterDr.Orchestrations.Sync;
using GlusterDr.Orchestrations.Sync.Merge;
using GlusterDr.Orchestrations.Sync.Snapshot;

namespace GlusterDr.Hosting;

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
