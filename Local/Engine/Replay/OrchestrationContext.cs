using System.Security.Cryptography;
using System.Text;
using GlusterDr.Durable;
using GlusterDr.Local.Engine.History;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Engine.Replay;

/// <summary>The engine's context for the workflow of one instance. Used on the instance's thread only.</summary>
internal sealed class OrchestrationContext : IOrchestrationContext
{
    private readonly EngineCore _core;
    private readonly OrchestrationRun _run;
    private readonly RecordedRequests _recorded;
    private readonly ExternalEvents _events;
    private readonly SortedDictionary<int, PendingTask> _pending = [];
    private string? _customStatus;
    private string? _writtenStatus;
    private Turn _turn = new();
    private int _lastTask;
    private int _lastGuid;

    public OrchestrationContext(EngineCore core, OrchestrationRun run, RecordedRequests recorded, string? storedCustomStatus)
    {
        _core = core;
        _run = run;
        _recorded = recorded;
        _writtenStatus = storedCustomStatus;
        _events = new ExternalEvents(run.CheckThread);
        CurrentUtcDateTime = run.Info.CreatedAt;
    }

    public string Name => _run.Info.Name;

    public string InstanceId => _run.Info.Id;

    public DateTime CurrentUtcDateTime { get; private set; }

    public bool IsReplaying => HasStoredEvents || _recorded.Remain;

    /// <summary>Whether more stored events follow the current one.</summary>
    public bool HasStoredEvents { get; set; }

    /// <summary>The workflow's requests that are not answered yet.</summary>
    public IEnumerable<PendingTask> Pending => _pending.Values;

    public bool HasPending => _pending.Count > 0;

    public Task<TResult> CallActivityAsync<TResult>(string name, object? input = null, TaskOptions? options = null)
    {
        string? json = Json.Of(input);
        return options?.Retry is { } policy
            ? WithRetries(policy, () => ScheduleActivity<TResult>(name, json))
            : ScheduleActivity<TResult>(name, json);
    }

    public Task CallActivityAsync(string name, object? input = null, TaskOptions? options = null) =>
        CallActivityAsync<Nothing>(name, input, options);

    public Task<TResult> CallSubOrchestratorAsync<TResult>(string name, object? input = null, TaskOptions? options = null)
    {
        string? json = Json.Of(input);
        return options?.Retry is { } policy
            ? WithRetries(policy, () => StartChild<TResult>(name, json, options.InstanceId))
            : StartChild<TResult>(name, json, options?.InstanceId);
    }

    public Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime + delay, cancellationToken);

    public Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        DateTime due = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : new(fireAt.Ticks, DateTimeKind.Utc);
        string text = due.ToString("O");
        HistoryRow row = new(HistoryKind.TimerCreated, NextTask(), null, text) { Hash = text };
        PendingTask<Nothing> timer = new(row) { Timer = new(due) };
        timer.Timer.Fire = () => _core.Append(_run, new(HistoryKind.TimerFired, timer.Id));
        Schedule(new(timer.Request, timer));
        if (cancellationToken.CanBeCanceled)
        {
            timer.Cancellation = cancellationToken.Register(() => CancelTimer(timer, cancellationToken));
        }

        return timer.Task;
    }

    public Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ThrowIfOutside();
        return _events.WaitAsync<T>(eventName, cancellationToken);
    }

    public void SendEvent(string instanceId, string eventName, object? payload)
    {
        string? json = Json.Of(payload);
        string hash = Json.Hash($"{instanceId}\n{json}");
        Schedule(new(new(HistoryKind.EventSent, NextTask(), eventName, instanceId) { Hash = hash }, null, json));
    }

    public void SetCustomStatus(object? customStatus)
    {
        ThrowIfOutside();
        string? json = Json.Of(customStatus);
        CustomStatusLimit.ThrowIfExceeded(json);
        _customStatus = json;
    }

    public Guid NewGuid()
    {
        ThrowIfOutside();
        string seed = $"{_run.Info.Id}\n{_run.Info.CreatedAt.Ticks}\n{++_lastGuid}";
        Span<byte> bytes = SHA256.HashData(Encoding.UTF8.GetBytes(seed)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    public ILogger CreateReplaySafeLogger(string categoryName) =>
        new ReplaySafeLogger(_core.Loggers.CreateLogger(categoryName), this);

    /// <summary>Passes an event to the workflow.</summary>
    public void Handle(HistoryRow row)
    {
        SetTime(row.At);
        if (row.Kind == HistoryKind.EventRaised)
        {
            _events.Raise(row.Name!, row.Payload);
            return;
        }

        if (!_pending.Remove(row.TaskId, out PendingTask? task))
        {
            // Only a timer that was cancelled while it fired has an answer without a waiter.
            if (row.Kind != HistoryKind.TimerFired || row.TaskId > _lastTask)
            {
                throw RecordedRequests.Unrequested(row);
            }

            return;
        }

        task.Cancellation.Unregister();
        if (task.Timer is { } timer)
        {
            SetTime(timer.DueAt);
        }

        if (row.Kind == HistoryKind.TaskFailed)
        {
            task.Fail(Json.Read<TaskFailureDetails>(row.Payload));
        }
        else
        {
            task.Complete(row.Payload);
        }
    }

    /// <summary>Starts the workflow.</summary>
    public void MarkFirstTurn() => _turn.IsFirst = true;

    /// <summary>Takes what was collected since the last turn.</summary>
    public Turn TakeTurn()
    {
        Turn turn = _turn;
        turn.HasCustomStatus = _customStatus != _writtenStatus;
        turn.CustomStatus = _writtenStatus = _customStatus;
        _turn = new();
        return turn;
    }

    /// <summary>Throws if the history has more requests than the workflow made.</summary>
    public void EndReplay()
    {
        HasStoredEvents = false;
        _recorded.ThrowIfAnyRemain();
    }

    /// <summary>Removes timers that nothing waits for from the timer queue.</summary>
    public void DropTimers()
    {
        foreach (PendingTask task in _pending.Values.Where(task => task.Timer is not null))
        {
            _core.Timers.Cancel(task.Timer!);
        }
    }

    private Task<T> ScheduleActivity<T>(string name, string? input)
    {
        HistoryRow row = new(HistoryKind.ActivityScheduled, NextTask(), name, Json.Preview(input)) { Hash = Json.Hash(input) };
        PendingTask<T> task = new(row) { Input = input };
        Schedule(new(row, task));
        return task.Task;
    }

    private Task<T> StartChild<T>(string name, string? input, string? id)
    {
        int taskId = NextTask();
        string childId = id ?? $"{InstanceId}:{taskId}";
        string hash = Json.Hash($"{childId}\n{input}");
        PendingTask<T> task = new(new(HistoryKind.SubOrchestrationStarted, taskId, name, childId) { Hash = hash });
        Schedule(new(task.Request, task, input));
        return task.Task;
    }

    // After a failure the workflow is stopped. Further requests, for example in its catch blocks, are neither stored nor executed.
    private void Schedule(Request request)
    {
        ThrowIfOutside();
        if (_run.HasFailed)
        {
            return;
        }

        bool recorded;
        try
        {
            recorded = _recorded.Take(request.Row);
        }
        catch (NonDeterministicException exception)
        {
            _run.Fail(exception);
            return;
        }

        if (request.Task is { } task)
        {
            task.IsRecorded = recorded;
            _pending.Add(task.Id, task);
        }

        if (!recorded)
        {
            _turn.Requests.Add(request);
        }
    }

    private async Task<T> WithRetries<T>(RetryPolicy policy, Func<Task<T>> attempt)
    {
        for (int number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failed)
            {
                if (number >= policy.MaxNumberOfAttempts || policy.HandleFailure?.Invoke(failed.FailureDetails) == false)
                {
                    throw;
                }
            }

            await CreateTimer(policy.DelayAfter(number), CancellationToken.None);
        }
    }

    private void CancelTimer(PendingTask<Nothing> timer, CancellationToken token)
    {
        if (_run.CheckThread() && _pending.Remove(timer.Id))
        {
            _core.Timers.Cancel(timer.Timer!);
            timer.Cancel(token);
        }
    }

    private int NextTask()
    {
        ThrowIfOutside();
        return ++_lastTask;
    }

    private void SetTime(DateTime at) => CurrentUtcDateTime = at > CurrentUtcDateTime ? at : CurrentUtcDateTime;

    private void ThrowIfOutside()
    {
        if (!_run.CheckThread())
        {
            throw Pump.Outside();
        }
    }
}
