namespace GlusterDr.Api.Operations;

/// <summary>All operations of the API. Every host serves exactly these.</summary>
public static class ApiOperations
{
    /// <summary>The beginning of every route.</summary>
    public const string Prefix = "/api/v1";

    /// <summary>The policies with their last run and newest recovery points.</summary>
    public static ApiOperation ListPolicies { get; } = new(
        "listPolicies", "GET", $"{Prefix}/policies", "The policies, each with its last run and its newest recovery points.");

    /// <summary>One policy.</summary>
    public static ApiOperation GetPolicy { get; } = new("getPolicy", "GET", $"{Prefix}/policies/{{policy}}", "One policy, in the form that PUT accepts.");

    /// <summary>Stores a policy.</summary>
    public static ApiOperation PutPolicy { get; } = new(
        "putPolicy", "PUT", $"{Prefix}/policies/{{policy}}", "Stores a policy, from JSON or from the YAML of a policy file. The header GlusterDr-Warning names a run in progress, which continues with the policy as it was.");

    /// <summary>Deletes a policy.</summary>
    public static ApiOperation DeletePolicy { get; } = new(
        "deletePolicy", "DELETE", $"{Prefix}/policies/{{policy}}", "Deletes a policy; its runs and recovery points stay. 409 names a run of it that is in progress.");

    /// <summary>Starts a run.</summary>
    public static ApiOperation StartRun { get; } = new(
        "startRun", "POST", $"{Prefix}/policies/{{policy}}/sync", "Starts a run; 409 names the run that is using the storage domain.");

    /// <summary>Checks a stored policy.</summary>
    public static ApiOperation CheckPolicy { get; } = new(
        "checkPolicy", "POST", $"{Prefix}/policies/{{policy}}/check", "Checks both sites for anything that would make a run fail; changes nothing.");

    /// <summary>Checks a policy that need not be stored.</summary>
    public static ApiOperation CheckBody { get; } = new(
        "checkBody", "POST", $"{Prefix}/check", "The same for the policy in the body, which need not be stored.");

    /// <summary>The runs.</summary>
    public static ApiOperation ListRuns { get; } = new("listRuns", "GET", $"{Prefix}/runs", "Runs, the newest first.");

    /// <summary>The report of a run.</summary>
    public static ApiOperation GetRun { get; } = new("getRun", "GET", $"{Prefix}/runs/{{run}}", "The report of a run.");

    /// <summary>A run's progress.</summary>
    public static ApiOperation FollowRun { get; } = new(
        "followRun", "GET", $"{Prefix}/runs/{{run}}/progress", "A run's progress as server-sent events, until it has ended.");

    /// <summary>Cancels a run.</summary>
    public static ApiOperation CancelRun { get; } = new(
        "cancelRun", "POST", $"{Prefix}/runs/{{run}}/cancel", "Cancels a run and rolls it back. A run that has ended is not changed.");

    /// <summary>Raises an event in a run.</summary>
    public static ApiOperation RaiseEvent { get; } = new(
        "raiseEvent", "POST", $"{Prefix}/runs/{{run}}/events/{{name}}", "Raises an event in a run; its payload is the body.");

    /// <summary>Recovery points.</summary>
    public static ApiOperation ListPoints { get; } = new("listPoints", "GET", $"{Prefix}/points", "Recovery points, the newest first.");

    /// <summary>Shows how a pool sends its events.</summary>
    public static ApiOperation LookAtEvents { get; } = new(
        "lookAtEvents", "GET", $"{Prefix}/events", "The event daemon of each node of a host's pool: whether it runs, its webhooks, and when its last event arrived.");

    /// <summary>Makes a pool send its events to this host.</summary>
    public static ApiOperation InstallEvents { get; } = new(
        "installEvents", "PUT", $"{Prefix}/events", "Sets this host's webhook on every node of a host's pool, and verifies it by a test event from each.");

    /// <summary>Stops a pool from sending its events to this host.</summary>
    public static ApiOperation RemoveEvents { get; } = new(
        "removeEvents", "DELETE", $"{Prefix}/events", "Removes this host's webhook from every node of a host's pool.");

    /// <summary>Whether the host is healthy.</summary>
    public static ApiOperation GetHealth { get; } = new("getHealth", "GET", $"{Prefix}/health", "Whether the host is healthy, and what it does.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        ListPolicies, GetPolicy, PutPolicy, DeletePolicy, StartRun, CheckPolicy, CheckBody,
        ListRuns, GetRun, FollowRun, CancelRun, RaiseEvent, ListPoints, LookAtEvents, InstallEvents, RemoveEvents, GetHealth,
        .. SessionOperations.All, .. SetUpOperations.All, .. DiagnosisOperations.All,
    ];
}
