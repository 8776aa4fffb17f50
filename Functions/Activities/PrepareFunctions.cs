using GlusterDr.Activities;
using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Prepare;
using GlusterDr.Functions.Durable;
using GlusterDr.Hypervisors;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GlusterDr.Functions;

/// <summary>Activities that clean up after dead runs.</summary>
public static class PrepareFunctions
{
    /// <summary>Cleans up after a dead run: stops or pauses its sessions, and closes its record.</summary>
    [Function(StoredNames.CleanUpDeadRun)]
    public static Task<bool> CleanUpDeadRun(
        [ActivityTrigger] CleanUpDeadRun.Input input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<CleanUpDeadRun, CleanUpDeadRun.Input, bool>(input, client);

    /// <summary>Finds the snapshots that earlier runs left, from the VMs' current chains.</summary>
    [Function(nameof(FindLeftovers))]
    public static Task<IReadOnlyList<string>> FindLeftovers(
        [ActivityTrigger] RunStep input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<FindLeftovers, RunStep, IReadOnlyList<string>>(input, client);

    /// <summary>Merges a snapshot that an earlier run left, and updates that run's record.</summary>
    [Function(nameof(MergeLeftover))]
    public static Task<MergeProgress> MergeLeftover([ActivityTrigger] VmStep input, FunctionContext function) =>
        function.RunAsync<MergeLeftover, VmStep, MergeProgress>(input);
}
