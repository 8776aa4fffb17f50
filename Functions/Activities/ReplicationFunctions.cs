using GlusterDr.Activities;
using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Replicate;
using GlusterDr.Activities.Sync.Verify;
using GlusterDr.Errors;
using GlusterDr.Functions.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GlusterDr.Functions;

/// <summary>Activities that replicate a volume to a destination and verify the copy.</summary>
public static class ReplicationFunctions
{
    /// <summary>Starts the session, or resumes it if it is paused.</summary>
    [Function(nameof(StartSession))]
    public static Task<bool> StartSession(
        [ActivityTrigger] StartSession.Input input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<StartSession, StartSession.Input, bool>(input, client);

    /// <summary>Reads and evaluates a session's status, and stores the evidence when the checkpoint is reached.</summary>
    [Function(StoredNames.VerifyCheckpoint)]
    public static Task<VerifyCheckpoint.Result> VerifyCheckpoint([ActivityTrigger] VerifyCheckpoint.Input input, FunctionContext function) =>
        function.RunAsync<VerifyCheckpoint, VerifyCheckpoint.Input, VerifyCheckpoint.Result>(input);

    /// <summary>Checks whether a secondary is able to receive changes, when its session makes no progress.</summary>
    [Function(StoredNames.CheckSecondaryHealth)]
    public static Task<Error?> CheckSecondaryHealth([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<CheckSecondaryHealth, DestinationStep, Error?>(input);

    /// <summary>Restarts a session whose workers receive no changes. The history crawl then replicates all changelogs that have rolled over.</summary>
    [Function(nameof(RestartSession))]
    public static Task<bool> RestartSession([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<RestartSession, DestinationStep, bool>(input);

    /// <summary>Sets the session's checkpoint to now.</summary>
    [Function(nameof(SetCheckpoint))]
    public static Task<bool> SetCheckpoint([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<SetCheckpoint, DestinationStep, bool>(input);

    /// <summary>Reads the time of the checkpoint back from Gluster, and stores it.</summary>
    [Function(nameof(ReadCheckpoint))]
    public static Task<DateTimeOffset> ReadCheckpoint([ActivityTrigger] ReadCheckpoint.Input input, FunctionContext function) =>
        function.RunAsync<ReadCheckpoint, ReadCheckpoint.Input, DateTimeOffset>(input);

    /// <summary>Stops or pauses the session, as the policy requires, so that the secondary no longer changes.</summary>
    [Function(StoredNames.StopOrPauseSession)]
    public static Task<bool> StopOrPauseSession([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<StopOrPauseSession, DestinationStep, bool>(input);

    /// <summary>Checks on every node whether a session has stopped or paused.</summary>
    [Function(StoredNames.VerifyStoppedOrPaused)]
    public static Task<bool> VerifyStoppedOrPaused([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<VerifyStoppedOrPaused, DestinationStep, bool>(input);

    /// <summary>Reads sizes and digests of the snapshot images at a secondary, and compares them with the primary's.</summary>
    [Function(nameof(CompareContent))]
    public static Task<CompareContent.Result> CompareContent([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<CompareContent, DestinationStep, CompareContent.Result>(input);

    /// <summary>Triggers the replication of differing files again.</summary>
    [Function(StoredNames.ReplicateDifferences)]
    public static Task<int> ReplicateDifferences([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<ReplicateDifferences, DestinationStep, int>(input);

    /// <summary>Records why a destination has no recovery point from this run.</summary>
    [Function(nameof(FailDestination))]
    public static Task<bool> FailDestination([ActivityTrigger] DestinationFailure input, FunctionContext function) =>
        function.RunAsync<FailDestination, DestinationFailure, bool>(input);
}
