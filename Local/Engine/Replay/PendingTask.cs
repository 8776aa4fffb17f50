using GlusterDr.Durable;
using GlusterDr.Local.Engine.History;

namespace GlusterDr.Local.Engine.Replay;

/// <summary>A request that a workflow waits for.</summary>
internal abstract class PendingTask(HistoryRow request)
{
    /// <summary>The row of the request.</summary>
    public HistoryRow Request { get; } = request;

    public int Id => Request.TaskId;

    /// <summary>The input of an activity or sub-orchestration, until it is passed on.</summary>
    public string? Input { get; set; }

    /// <summary>Whether the history already had it when the workflow requested it.</summary>
    public bool IsRecorded { get; set; }

    /// <summary>When a timer is due.</summary>
    public TimerEntry? Timer { get; init; }

    /// <summary>The workflow's cancellation of a timer.</summary>
    public CancellationTokenRegistration Cancellation { get; set; }

    public abstract void Complete(string? json);

    public abstract void Fail(TaskFailureDetails details);
}

/// <inheritdoc cref="PendingTask"/>
internal sealed class PendingTask<T>(HistoryRow request) : PendingTask(request)
{
    // Continuations run inside the completion, on the instance's thread: asynchronous ones would let WhenAll escape
    // to the thread pool.
    private readonly TaskCompletionSource<T> _source = new();

    public Task<T> Task => _source.Task;

    public override void Complete(string? json)
    {
        T value;
        try
        {
            value = typeof(T) == typeof(Nothing) ? default! : Json.Read<T>(json);
        }
#pragma warning disable CA1031 // The workflow that requested this type gets the exception.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _source.TrySetException(exception);
            return;
        }

        _source.TrySetResult(value);
    }

    public override void Fail(TaskFailureDetails details) =>
        _source.TrySetException(new TaskFailedException(Request.Name!, Id, details));

    public void Cancel(CancellationToken token) => _source.TrySetCanceled(token);
}
