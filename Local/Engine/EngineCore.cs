using GlusterDr.Durable;
using GlusterDr.Local.Engine.History;
using GlusterDr.Local.Engine.Replay;
using GlusterDr.Local.Engine.Writes;
using GlusterDr.Local.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Engine;

/// <summary>The shared state of the engine's parts.</summary>
internal sealed class EngineCore : IAsyncDisposable
{
    private readonly TaskScheduler _scheduler;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _over = new();
    private HistoryTables? _tables;
    private long _lastKey;
    private volatile bool _dead;
    private Task? _notified;

    public EngineCore(
        SqliteDatabase database,
        DurableRegistry registry,
        Func<Type, object> create,
        TaskScheduler scheduler,
        TimeProvider time,
        ILoggerFactory loggers,
        IHistoryObserver? observer)
    {
        Database = database;
        Registry = registry;
        Create = create;
        Loggers = loggers;
        Logger = loggers.CreateLogger<EmbeddedEngine>();
        Observer = observer;
        _scheduler = scheduler;
        _time = time;
        Timers = new TimerQueue(time);
        Activities = new ActivityRunner(this);
        Over = _over.Token;
    }

    public SqliteDatabase Database { get; }

    public DurableRegistry Registry { get; }

    public Func<Type, object> Create { get; }

    public ILoggerFactory Loggers { get; }

    public ILogger Logger { get; }

    public IHistoryObserver? Observer { get; }

    public RunTable Runs { get; } = new();

    public TimerQueue Timers { get; }

    public ActivityRunner Activities { get; }

    public Watchers Watchers { get; } = new();

    public BusyCounter Busy { get; } = new();

    public DateTime Now => _time.GetUtcNow().UtcDateTime;

    /// <summary>True when the engine does and writes nothing more.</summary>
    public bool IsDead => _dead;

    /// <summary>Set when the engine has stopped, for any reason.</summary>
    public CancellationToken Over { get; }

    /// <summary>Why the engine stopped by itself, if it did.</summary>
    public Exception? Failure { get; private set; }

    public long NextKey() => Interlocked.Increment(ref _lastKey);

    /// <summary>The writer's prepared statements. Used on the writer's thread only.</summary>
    public HistoryTables Tables(SqliteConnection connection) => _tables ??= new(connection);

    public void Enqueue(EngineWrite write)
    {
        if (!_dead)
        {
            Busy.Enter();
            Database.Enqueue(write);
        }
    }

    /// <summary>Writes an answer to an instance's request, and then passes it to the workflow.</summary>
    public void Append(OrchestrationRun run, HistoryRow row) => Enqueue(new EventWrite(this, run, row));

    /// <summary>Executes a recorded request. A sub-orchestration is an instance of its own and needs nothing here.</summary>
    public void Dispatch(OrchestrationRun run, PendingTask task)
    {
        if (task.Timer is { } timer)
        {
            Timers.Add(timer);
        }
        else if (task.Request.Kind == HistoryKind.ActivityScheduled)
        {
            Activities.Enqueue(new(run, task.Id, task.Request.Name!, task.Input));
            task.Input = null;
        }
    }

    /// <summary>Resumes the instances of an earlier process.</summary>
    public int Recover()
    {
        using SqliteConnection connection = Database.OpenReader();
        _lastKey = HistoryReader.LastKey(connection);
        List<OrchestrationRun> runs =
            [.. HistoryReader.Unfinished(connection).Select(stored => new OrchestrationRun(this, stored.Info, stored))];

        // All are loaded before the first continues, because they send each other events and results.
        runs.ForEach(Runs.Add);
        runs.ForEach(run => run.Recover());
        return runs.Count;
    }

    /// <summary>Stops all work. Confirmed changes are on disk; the rest is done after the next start.</summary>
    public void Kill()
    {
        _dead = true;
        Timers.Dispose();
        Activities.Abandon();
        // Waiting code continues on another thread, because this may be the writer's.
        lock (_over)
        {
            _notified ??= Start(_over.Cancel);
        }
    }

    /// <summary>Queues an action on the scheduler of workflows and activities.</summary>
    public Task Start(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.PreferFairness, _scheduler);

    /// <inheritdoc cref="Start(Action)"/>
    public Task Start(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler).Unwrap();

    /// <summary>Stops the engine after an internal error, because its state may no longer match its history.</summary>
    public void Fault(Exception exception)
    {
        if (!_dead)
        {
            Failure = exception;
            Log.Faulted(Logger, exception);
            Kill();
        }
    }

    /// <summary>Fails everything that waits for this engine.</summary>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await _notified!;
        Activities.Dispose();
        _over.Dispose();
    }
}
