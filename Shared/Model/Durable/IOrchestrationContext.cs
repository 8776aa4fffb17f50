using Microsoft.Extensions.Logging;

namespace GlusterDr.Durable;

/// <summary>The services of the engine for a workflow.</summary>
/// <remarks>
/// <para>The members have the names and semantics of Durable Task's <c>TaskOrchestrationContext</c>, so that an adapter
/// only forwards each call, and developers who know Durable Functions know this interface.</para>
/// <para>After a crash, an orchestration runs again from the start and must then request the same steps in the same
/// order. It must use clock, random IDs, threads and I/O only through this interface, must not use <c>ConfigureAwait(false)</c>,
/// and must use <c>Cancel</c> instead of <c>CancelAsync</c>, which would leave the engine's thread.</para>
/// </remarks>
public interface IOrchestrationContext
{
    /// <summary>The name of the running orchestration.</summary>
    string Name { get; }

    /// <summary>The ID of the running instance, unique within its engine.</summary>
    string InstanceId { get; }

    /// <summary>The time of the event being handled, in UTC; the same in every replay.</summary>
    DateTime CurrentUtcDateTime { get; }

    /// <summary>True while stored results are replayed after a crash.</summary>
    bool IsReplaying { get; }

    /// <summary>Runs an activity at least once and stores its result. The activity must therefore check the state before it acts.</summary>
    /// <exception cref="TaskFailedException">The activity failed, and its retries, if any, are used up.</exception>
    Task<TResult> CallActivityAsync<TResult>(string name, object? input = null, TaskOptions? options = null);

    /// <inheritdoc cref="CallActivityAsync{TResult}"/>
    Task CallActivityAsync(string name, object? input = null, TaskOptions? options = null);

    /// <summary>Runs another orchestration as a step of this one.</summary>
    /// <exception cref="TaskFailedException">The sub-orchestration failed or was terminated.</exception>
    Task<TResult> CallSubOrchestratorAsync<TResult>(string name, object? input = null, TaskOptions? options = null);

    /// <summary>A task that completes at <paramref name="fireAt"/> (UTC), even if the process was down meanwhile.</summary>
    /// <remarks>Cancel the token of a timer that is no longer needed: an instance does not end while a timer is pending.</remarks>
    Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <inheritdoc cref="CreateTimer(DateTime, CancellationToken)"/>
    Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Waits for an event raised from outside. Events that arrive early are kept in order.</summary>
    /// <remarks>With several waiters for a name, the newest gets the event. A cancelled waiter gets none.</remarks>
    Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Raises an event in another instance. An instance that is unknown or has ended drops it.</summary>
    void SendEvent(string instanceId, string eventName, object? payload);

    /// <summary>Sets a small value that is shown with the instance's status; see <see cref="CustomStatusLimit"/>.</summary>
    /// <exception cref="ArgumentException">The value is larger than that.</exception>
    void SetCustomStatus(object? customStatus);

    /// <summary>A new ID, the same in every replay.</summary>
    Guid NewGuid();

    /// <summary>A logger that does not log during replay.</summary>
    ILogger CreateReplaySafeLogger(string categoryName);
}
