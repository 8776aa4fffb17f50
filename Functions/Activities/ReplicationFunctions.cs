using GlusterDr.Activities;
using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Replicate;
using GlusterDr.Activities.Sync.Verify;
using GlusterDr.Errors;
using GlusterDr.Functions.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GlusterDr.Functions;

/// <summary>Activities that carry a volume to a destination and prove it.</summary>
public static class ReplicationFunctions
{
    /// <summary>Starts the session, or resumes it where it is paused.</summary>
    [Function(nameof(StartSession))]
    public static Task<bool> StartSession(
        [ActivityTrigger] StartSession.Input input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<StartSession, StartSession.Input, bool>(input, client);

    /// <summary>Reads a session's status and judges it; keeps the evidence when the checkpoint is reached.</summary>
    [Function(StoredNames.VerifyCheckpoint)]
    public static Task<VerifyCheckpoint.Result> VerifyCheckpoint([ActivityTrigger] VerifyCheckpoint.Input input, FunctionContext function) =>
        function.RunAsync<VerifyCheckpoint, VerifyCheckpoint.Input, VerifyCheckpoint.Result>(input);

    /// <summary>Asks a secondary whether it can take anything at all, when its session stands still.</summary>
    [Function(StoredNames.CheckSecondaryHealth)]
    public static Task<Error?> CheckSecondaryHealth([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<CheckSecondaryHealth, DestinationStep, Error?>(input);

    /// <summary>Stops and starts a session whose feed is dead: what has rolled over by now arrives by the history crawl.</summary>
    [Function(nameof(RestartSession))]
    public static Task<bool> RestartSession([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<RestartSession, DestinationStep, bool>(input);

    /// <summary>Sets the session's checkpoint to now.</summary>
    [Function(nameof(SetCheckpoint))]
    public static Task<bool> SetCheckpoint([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<SetCheckpoint, DestinationStep, bool>(input);

    /// <summary>Reads the time of the checkpoint back, as Gluster understood it, and keeps it.</summary>
    [Function(nameof(ReadCheckpoint))]
    public static Task<DateTimeOffset> ReadCheckpoint([ActivityTrigger] ReadCheckpoint.Input input, FunctionContext function) =>
        function.RunAsync<ReadCheckpoint, ReadCheckpoint.Input, DateTimeOffset>(input);

    /// <summary>Holds the secondary still again: stops or pauses the session, as the policy says.</summary>
    [Function(StoredNames.StopOrPauseSession)]
    public static Task<bool> StopOrPauseSession([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<StopOrPauseSession, DestinationStep, bool>(input);

    /// <summary>Looks whether a session that was told to stop or pause has done so, on every node.</summary>
    [Function(StoredNames.VerifyStoppedOrPaused)]
    public static Task<bool> VerifyStoppedOrPaused([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<VerifyStoppedOrPaused, DestinationStep, bool>(input);

    /// <summary>Asks a secondary for sizes and digests of the frozen images, and compares them with the primary's.</summary>
    [Function(nameof(CompareContent))]
    public static Task<CompareContent.Result> CompareContent([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<CompareContent, DestinationStep, CompareContent.Result>(input);

    /// <summary>Makes geo-replication carry again what differs.</summary>
    [Function(StoredNames.ReplicateDifferences)]
    public static Task<int> ReplicateDifferences([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<ReplicateDifferences, DestinationStep, int>(input);

    /// <summary>Keeps why a destination has no recovery point from this run.</summary>
    [Function(nameof(FailDestination))]
    public static Task<bool> FailDestination([ActivityTrigger] DestinationFailure input, FunctionContext function) =>
        function.RunAsync<FailDestination, DestinationFailure, bool>(input);
}
