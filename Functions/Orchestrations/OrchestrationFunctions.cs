using GlusterDr.Errors;
using GlusterDr.Functions.Durable;
using GlusterDr.Operations;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Orchestrations.Sessions.Repair;
using GlusterDr.Orchestrations.Sessions.SetUp;
using GlusterDr.Orchestrations.Sync;
using GlusterDr.Orchestrations.Sync.Merge;
using GlusterDr.Orchestrations.Sync.Snapshot;
using GlusterDr.Runs;
using GlusterDr.Sessions.Diagnosis;
using GlusterDr.Sessions.Repair;
using GlusterDr.Sessions.SetUp;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace GlusterDr.Functions;

/// <summary>All orchestrations.</summary>
public static class OrchestrationFunctions
{
    /// <summary>The run of a policy: snapshot, replicate, verify, merge, report.</summary>
    [Function(nameof(SyncRun))]
    public static Task<string> SyncRun([OrchestrationTrigger] TaskOrchestrationContext context, SyncRequest input) =>
        DurableRunner.RunAsync(new SyncRun(), context, input);

    /// <summary>Takes snapshots of a batch of a run's VMs.</summary>
    [Function(nameof(SnapshotVms))]
    public static Task<SnapshotVms.Result> SnapshotVms([OrchestrationTrigger] TaskOrchestrationContext context, VmBatch input) =>
        DurableRunner.RunAsync(new SnapshotVms(), context, input);

    /// <summary>Merges the overlays of a batch of VMs.</summary>
    [Function(nameof(MergeVms))]
    public static Task<IReadOnlyList<Error>> MergeVms([OrchestrationTrigger] TaskOrchestrationContext context, MergeVms.Input input) =>
        DurableRunner.RunAsync(new MergeVms(), context, input);

    /// <summary>Creates a geo-replication session between two volumes: keys, permissions, session, settings, start.</summary>
    [Function(nameof(SetUpSession))]
    public static Task<OperationResult> SetUpSession([OrchestrationTrigger] TaskOrchestrationContext context, SetUpRequest input) =>
        DurableRunner.RunAsync(new SetUpSession(), context, input);

    /// <summary>Finds out what is wrong with a session.</summary>
    [Function(nameof(DiagnoseSession))]
    public static Task<OperationResult> DiagnoseSession([OrchestrationTrigger] TaskOrchestrationContext context, DiagnoseRequest input) =>
        DurableRunner.RunAsync(new DiagnoseSession(), context, input);

    /// <summary>Makes the repairs of a diagnosis that may be automatic, and verifies the result by content.</summary>
    [Function(nameof(RepairSession))]
    public static Task<OperationResult> RepairSession([OrchestrationTrigger] TaskOrchestrationContext context, RepairRequest input) =>
        DurableRunner.RunAsync(new RepairSession(), context, input);
}
