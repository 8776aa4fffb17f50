using Microsoft.Extensions.Logging;

namespace GlusterDr.Durable;

/// <summary>What a workflow may ask of the engine that runs it.</summary>
/// <remarks>
/// <para>The members carry the names and the meaning of Durable Task's <c>TaskOrchestrationContext</c>, so that one
/// adapter hands each call on, and a Durable developer is at home.</para>
/// <para>An orchestration is run again from the top after a crash and must then ask for the same things in the same
/// order: no clock, random id, thread or I/O but through this interface, no <c>ConfigureAwait(false)</c>,
/// and <c>Cancel</c> instead of <c>CancelAsync</c>, which would leave the engine's thread.</para>
/// </remarks>
public interface IOrchestrationContext
{
    /// <summary>The name of the running orchestration.</summary>
    string Name { get; }

    /// <summary>The id of the running instance, unique within its engine.</summary>
    string InstanceId { get; }

    /// <summary>The time of the event being handled, UTC; the same in every replay.</summary>
    DateTime CurrentUtcDateTime { get; }

    /// <summary>True while stored results are fed back after a crash.</summary>
    bool IsReplaying { get; }

    /// <summary>Runs an activity and stores its result. At least once: an activity looks before it acts.</summary>
    /// <exception cref="TaskFailedException">The activity failed, and its retries, if any, are used up.</exception>
    Task<TResult> CallActivityAsync<TResult>(string name, object? input = null, TaskOptions? options = null);

    /// <inheritdoc cref="CallActivityAsync{TResult}"/>
    Task CallActivityAsync(string name, object? input = null, TaskOptions? options = null);

    /// <summary>Runs another orchestration as a step of this one.</summary>
    /// <exception cref="TaskFailedException">The sub-orchestration failed or was terminated.</exception>
    Task<TResult> CallSubOrchestratorAsync<TResult>(string name, object? input = null, TaskOptions? options = null);

    /// <summary>A task that completes at <paramref name="fireAt"/> (UTC), also when the process was dead meanwhile.</summary>
    /// <remarks>Cancel the token of a timer that lost a race: an instance is not over while a timer is pending.</remarks>
    Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <inheritdoc cref="CreateTimer(DateTime, CancellationToken)"/>
    Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Waits for an event raised from outside. Events that come early are kept, in their order.</summary>
    /// <remarks>With several waiters for a name the newest gets the event. A cancelled waiter takes none.</remarks>
    Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Raises an event in another instance. One that is unknown or over drops it.</summary>
    void SendEvent(string instanceId, string eventName, object? payload);

    /// <summary>Shows a small value beside the instance's status; see <see cref="CustomStatusLimit"/>.</summary>
    /// <exception cref="ArgumentException">The value is larger than that.</exception>
    void SetCustomStatus(object? customStatus);

    /// <summary>A new id, the same in every replay.</summary>
    Guid NewGuid();

    /// <summary>A logger that is silent while replaying.</summary>
    ILogger CreateReplaySafeLogger(string categoryName);
}
