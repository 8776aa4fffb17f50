namespace GlusterDr.Api.Operations;

/// <summary>Session set-up, destinations and long-running operations; a part of <see cref="ApiOperations.All"/>.</summary>
public static class SetUpOperations
{
    /// <summary>Creates a session.</summary>
    public static ApiOperation CreateSession { get; } = new(
        "createSession", "POST", $"{ApiOperations.Prefix}/sessions", "Creates a geo-replication session between two volumes; 409 names the operation that is using it.");

    /// <summary>Checks whether a session can be created.</summary>
    public static ApiOperation CheckSession { get; } = new(
        "checkSession", "POST", $"{ApiOperations.Prefix}/sessions/check", "Checks whether a session can be created; changes nothing.");

    /// <summary>Cleans a secondary of what a removed session left.</summary>
    public static ApiOperation CleanSession { get; } = new(
        "cleanSession", "POST", $"{ApiOperations.Prefix}/sessions/{{host}}/{{volume}}/{{secondary}}/clean",
        "Removes from the secondary what a removed session needed there: keys, the mount permission, the read-only option.");

    /// <summary>The volumes of a pool, and whether they can be a destination.</summary>
    public static ApiOperation ListDestinations { get; } = new(
        "listDestinations", "GET", $"{ApiOperations.Prefix}/destinations", "The volumes of the pool of a host, and whether they can be a destination.");

    /// <summary>Of which primary a volume is the copy.</summary>
    public static ApiOperation GetOrigin { get; } = new(
        "getOrigin", "GET", $"{ApiOperations.Prefix}/destinations/{{volume}}/origin", "Whether a volume is a destination, and of which primary.");

    /// <summary>The operations.</summary>
    public static ApiOperation ListOperations { get; } = new(
        "listOperations", "GET", $"{ApiOperations.Prefix}/operations", "Long-running operations: session creation, diagnosis and repair; newest first.");

    /// <summary>The report of an operation.</summary>
    public static ApiOperation GetOperation { get; } = new(
        "getOperation", "GET", $"{ApiOperations.Prefix}/operations/{{operation}}", "The report of an operation.");

    /// <summary>An operation's progress.</summary>
    public static ApiOperation FollowOperation { get; } = new(
        "followOperation", "GET", $"{ApiOperations.Prefix}/operations/{{operation}}/progress", "An operation's progress as server-sent events, until it has ended.");

    /// <summary>Cancels an operation.</summary>
    public static ApiOperation CancelOperation { get; } = new(
        "cancelOperation", "POST", $"{ApiOperations.Prefix}/operations/{{operation}}/cancel", "Cancels an operation and rolls it back. An operation that has ended is not changed.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ApiOperation> All { get; } =
        [CreateSession, CheckSession, CleanSession, ListDestinations, GetOrigin, ListOperations, GetOperation, FollowOperation, CancelOperation];
}
