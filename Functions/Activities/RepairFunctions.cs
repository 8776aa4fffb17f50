using GlusterDr.Activities;
using GlusterDr.Activities.Sessions.Repair;
using GlusterDr.Functions.Durable;
using GlusterDr.Gluster.Agent;
using GlusterDr.Sessions.Diagnosis;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GlusterDr.Functions;

/// <summary>Activities that diagnose and repair a session.</summary>
public static class RepairFunctions
{
    /// <summary>Ensures that no run uses a session, and that none begins.</summary>
    [Function(nameof(ClaimSession))]
    public static Task<bool> ClaimSession(
        [ActivityTrigger] ClaimSession.Input input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<ClaimSession, ClaimSession.Input, bool>(input, client);

    /// <summary>Allows runs to use a session again.</summary>
    [Function(nameof(ReleaseSession))]
    public static Task<bool> ReleaseSession([ActivityTrigger] string input, FunctionContext function) =>
        function.RunAsync<ReleaseSession, string, bool>(input);

    /// <summary>Examines a session at both sites.</summary>
    [Function(StoredNames.ReadSession)]
    public static Task<SessionFacts> ReadSession(
        [ActivityTrigger] ReadSession.Input input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<ReadSession, ReadSession.Input, SessionFacts>(input, client);

    /// <summary>Finds the files that changed in changelogs that no crawl will read.</summary>
    [Function(nameof(FindLostChanges))]
    public static Task<IReadOnlyList<LostChanges>> FindLostChanges([ActivityTrigger] FindLostChanges.Input input, FunctionContext function) =>
        function.RunAsync<FindLostChanges, FindLostChanges.Input, IReadOnlyList<LostChanges>>(input);

    /// <summary>Touches the root of the primary volume.</summary>
    [Function(StoredNames.WriteTestChange)]
    public static Task<DateTimeOffset> WriteTestChange([ActivityTrigger] RepairStep input, FunctionContext function) =>
        function.RunAsync<WriteTestChange, RepairStep, DateTimeOffset>(input);

    /// <summary>Checks whether a marker has arrived.</summary>
    [Function(StoredNames.ReadFeed)]
    public static Task<ReadFeed.Result> ReadFeed([ActivityTrigger] ReadFeed.Input input, FunctionContext function) =>
        function.RunAsync<ReadFeed, ReadFeed.Input, ReadFeed.Result>(input);

    /// <summary>Lists the files to compare.</summary>
    [Function(nameof(ListFiles))]
    public static Task<ListFiles.Result> ListFiles([ActivityTrigger] ListFiles.Input input, FunctionContext function) =>
        function.RunAsync<ListFiles, ListFiles.Input, ListFiles.Result>(input);

    /// <summary>Reads files at both sites, and compares those that did not change meanwhile.</summary>
    [Function(nameof(CompareFiles))]
    public static Task<ContentReport> CompareFiles([ActivityTrigger] CompareFiles.Input input, FunctionContext function) =>
        function.RunAsync<CompareFiles, CompareFiles.Input, ContentReport>(input);

    /// <summary>Allows the primary's gsyncd processes to log in at the secondary again.</summary>
    [Function(nameof(RenewKeys))]
    public static Task<bool> RenewKeys([ActivityTrigger] RepairStep input, FunctionContext function) =>
        function.RunAsync<RenewKeys, RepairStep, bool>(input);

    /// <summary>Stops a session, in any state.</summary>
    [Function(StoredNames.StopForRepair)]
    public static Task<bool> StopForRepair([ActivityTrigger] RepairStep input, FunctionContext function) =>
        function.RunAsync<StopForRepair, RepairStep, bool>(input);

    /// <summary>Sets the options that keep a session from losing changes silently.</summary>
    [Function(StoredNames.SetSafeOptions)]
    public static Task<bool> SetSafeOptions([ActivityTrigger] SetSafeOptions.Input input, FunctionContext function) =>
        function.RunAsync<SetSafeOptions, SetSafeOptions.Input, bool>(input);

    /// <summary>Triggers the replication of files again.</summary>
    [Function(StoredNames.ReplicateAgain)]
    public static Task<IReadOnlyList<string>> ReplicateAgain([ActivityTrigger] ReplicateAgain.Input input, FunctionContext function) =>
        function.RunAsync<ReplicateAgain, ReplicateAgain.Input, IReadOnlyList<string>>(input);

    /// <summary>Waits until every brick of the primary has begun a new changelog.</summary>
    [Function(nameof(AwaitBrickRollover))]
    public static Task<bool> AwaitBrickRollover([ActivityTrigger] AwaitBrickRollover.Input input, FunctionContext function) =>
        function.RunAsync<AwaitBrickRollover, AwaitBrickRollover.Input, bool>(input);

    /// <summary>Starts a session.</summary>
    [Function(StoredNames.StartAfterRepair)]
    public static Task<bool> StartAfterRepair(
        [ActivityTrigger] RepairStep input, [DurableClient] DurableTaskClient client, FunctionContext function) =>
        function.RunAsync<StartAfterRepair, RepairStep, bool>(input, client);

    /// <summary>Deletes a session with its sync times.</summary>
    [Function(StoredNames.DeleteSession)]
    public static Task<bool> DeleteSession([ActivityTrigger] RepairStep input, FunctionContext function) =>
        function.RunAsync<DeleteSession, RepairStep, bool>(input);

    /// <summary>Creates a deleted session again, with its previous settings.</summary>
    [Function(StoredNames.RecreateSession)]
    public static Task<bool> RecreateSession([ActivityTrigger] RecreateSession.Input input, FunctionContext function) =>
        function.RunAsync<RecreateSession, RecreateSession.Input, bool>(input);
}
