namespace GlusterDr.Errors;

/// <summary>Every code that an <see cref="AdvisedAction"/> can have. Stable; docs/errors.md lists them with their arguments.</summary>
public static class AdviceCodes
{
    /// <summary>Store a policy.</summary>
    public const string StorePolicy = "policy.store";

    /// <summary>List the policies.</summary>
    public const string ListPolicies = "policy.list";

    /// <summary>Start a run: <c>policy</c>.</summary>
    public const string StartRun = "run.start";

    /// <summary>List the runs.</summary>
    public const string ListRuns = "run.list";

    /// <summary>Follow the progress of a run: <c>run</c>.</summary>
    public const string FollowRun = "run.follow";

    /// <summary>Cancel a run: <c>run</c>.</summary>
    public const string CancelRun = "run.cancel";

    /// <summary>List the operations.</summary>
    public const string ListOperations = "operation.list";

    /// <summary>Follow the progress of an operation: <c>operation</c>.</summary>
    public const string FollowOperation = "operation.follow";

    /// <summary>Cancel an operation: <c>operation</c>.</summary>
    public const string CancelOperation = "operation.cancel";

    /// <summary>List the sessions of a pool: <c>host</c>, or without it of any pool.</summary>
    public const string ListSessions = "session.list";

    /// <summary>Show a session: <c>session</c>.</summary>
    public const string ShowSession = "session.show";

    /// <summary>Start a session: <c>session</c>, <c>force</c>.</summary>
    public const string StartSession = "session.start";

    /// <summary>Stop a session: <c>session</c>, <c>force</c>.</summary>
    public const string StopSession = "session.stop";

    /// <summary>Pause a session: <c>session</c>, <c>force</c>.</summary>
    public const string PauseSession = "session.pause";

    /// <summary>Resume a session: <c>session</c>, <c>force</c>.</summary>
    public const string ResumeSession = "session.resume";

    /// <summary>Remove a session: <c>session</c>, <c>resetSyncTime</c>, <c>force</c>.</summary>
    public const string RemoveSession = "session.remove";

    /// <summary>Clean the secondary after the removal of a session: <c>session</c>, <c>secondaryHost</c>.</summary>
    public const string CleanSession = "session.clean";

    /// <summary>Create a session: <c>host</c>, <c>volume</c>, <c>secondary</c>, <c>force</c>.</summary>
    public const string CreateSession = "session.create";

    /// <summary>Diagnose a session: <c>session</c>, <c>all</c> to compare all files.</summary>
    public const string DiagnoseSession = "session.diagnose";

    /// <summary>Repair a session: <c>session</c>, <c>recreate</c>, <c>file</c>, <c>force</c>.</summary>
    public const string RepairSession = "session.repair";

    /// <summary>List the options of a session: <c>session</c>, or without it of any session.</summary>
    public const string ListSessionOptions = "session.options";

    /// <summary>Set an option of a session: <c>session</c>, <c>option</c>, <c>value</c>.</summary>
    public const string SetSessionOption = "session.set-option";

    /// <summary>Have the host receive Gluster's events.</summary>
    public const string ReceiveEvents = "host.receive-events";
}
