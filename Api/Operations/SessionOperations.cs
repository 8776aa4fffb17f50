namespace GlusterDr.Api.Operations;

/// <summary>The operations on geo-replication sessions.</summary>
public static class SessionOperations
{
    private const string One = $"{ApiOperations.Prefix}/sessions/{{host}}/{{volume}}/{{secondary}}";

    /// <summary>The sessions of a pool.</summary>
    public static ApiOperation List { get; } = new(
        "listSessions", "GET", $"{ApiOperations.Prefix}/sessions", "The geo-replication sessions whose primary is in the pool of a host, or is one of its volumes.");

    /// <summary>One session.</summary>
    public static ApiOperation Get { get; } = new(
        "getSession", "GET", One, "One session brick by brick, with its health; with 'apart', from two readings that many seconds apart.");

    /// <summary>Starts a session.</summary>
    public static ApiOperation Start { get; } = new("startSession", "POST", $"{One}/start", "Starts a session, and waits until it replicates.");

    /// <summary>Stops a session.</summary>
    public static ApiOperation Stop { get; } = new("stopSession", "POST", $"{One}/stop", "Stops a session; 409 while a run is using it.");

    /// <summary>Pauses a session.</summary>
    public static ApiOperation Pause { get; } = new("pauseSession", "POST", $"{One}/pause", "Pauses a session; 409 where a long pause would break it.");

    /// <summary>Resumes a session.</summary>
    public static ApiOperation Resume { get; } = new("resumeSession", "POST", $"{One}/resume", "Resumes a paused session, and waits until it replicates.");

    /// <summary>Removes a session.</summary>
    public static ApiOperation Remove { get; } = new("removeSession", "DELETE", One, "Removes a session that is stopped; the data of both volumes stays.");

    /// <summary>A session's configuration.</summary>
    public static ApiOperation Config { get; } = new(
        "listSessionOptions", "GET", $"{One}/config", "Every option of a session: value, default, meaning, and whether a change restarts the workers.");

    /// <summary>Sets an option.</summary>
    public static ApiOperation Set { get; } = new(
        "setSessionOption", "PUT", $"{One}/config/{{option}}", "Sets an option; a session that was started replicates again before this answers.");

    /// <summary>Puts an option back to its default.</summary>
    public static ApiOperation Reset { get; } = new("resetSessionOption", "DELETE", $"{One}/config/{{option}}", "Resets an option to its default.");

    /// <summary>The bandwidth limit.</summary>
    public static ApiOperation GetLimit { get; } = new("getSessionLimit", "GET", $"{One}/bandwidth", "The bandwidth limit of a session.");

    /// <summary>Limits the bandwidth.</summary>
    public static ApiOperation Limit { get; } = new(
        "limitSession", "PUT", $"{One}/bandwidth", "Limits the bandwidth of a session, per second: 10M, 512KiB, or off.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ApiOperation> All { get; } = [List, Get, Start, Stop, Pause, Resume, Remove, Config, Set, Reset, GetLimit, Limit];
}
