using GlusterDr.Activities;
using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Finish;
using GlusterDr.Activities.Sync.Prepare;
using GlusterDr.Activities.Sync.Replicate;
using GlusterDr.Activities.Sync.Snapshot;
using GlusterDr.Errors;
using GlusterDr.Functions.Durable;
using GlusterDr.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GlusterDr.Functions;

/// <summary>Activities that begin and end a run.</summary>
public static class RunFunctions
{
    /// <summary>Ensures that the run holds the leases of its policy's volumes, and stores its policy and settings.</summary>
    [Function(nameof(BeginRun))]
    public static Task<BeginRun.Result> BeginRun(
        [ActivityTrigger] SyncRequest input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<BeginRun, SyncRequest, BeginRun.Result>(input, client);

    /// <summary>Takes the lease of the run's volumes at their site.</summary>
    [Function(StoredNames.TakeSiteLease)]
    public static Task<IReadOnlyList<string>> TakeSiteLease(
        [ActivityTrigger] RunStep input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<TakeSiteLease, RunStep, IReadOnlyList<string>>(input, client);

    /// <summary>Renews the lease at the site.</summary>
    [Function(nameof(RenewSiteLease))]
    public static Task<bool> RenewSiteLease([ActivityTrigger] RunStep input, FunctionContext function) =>
        function.RunAsync<RenewSiteLease, RunStep, bool>(input);

    /// <summary>Notifies the hypervisor's administrators that a run has begun, or how it ended.</summary>
    [Function(StoredNames.NotifyHypervisor)]
    public static Task<bool> NotifyHypervisor([ActivityTrigger] NotifyHypervisor.Input input, FunctionContext function) =>
        function.RunAsync<NotifyHypervisor, NotifyHypervisor.Input, bool>(input);

    /// <summary>Finds the cause and host of a failed replication: checks the secondary, and reads gsyncd's logs on every node.</summary>
    [Function(nameof(ExplainFailure))]
    public static Task<Error> ExplainFailure([ActivityTrigger] DestinationFailure input, FunctionContext function) =>
        function.RunAsync<ExplainFailure, DestinationFailure, Error>(input);

    /// <summary>Closes a run's record, deletes old data, and releases the volumes.</summary>
    [Function(nameof(FinishRun))]
    public static Task<RunState> FinishRun([ActivityTrigger] FinishRun.Input input, FunctionContext function) =>
        function.RunAsync<FinishRun, FinishRun.Input, RunState>(input);
}
