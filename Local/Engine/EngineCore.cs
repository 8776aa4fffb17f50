using GlusterDr.Durable;
using GlusterDr.Local.Engine.History;
using GlusterDr.Local.Engine.Replay;
using GlusterDr.Local.Engine.Writes;
using GlusterDr.Local.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Engine;

/// <summary>What the parts of the engine share.</summary>
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

    /// <summary>True when nothing more is done or written.</summary>
    public bool IsDead => _dead;

    /// <summary>Set when the engine has stopped, for whatever reason.</summary>
    public CancellationToken Over { get; }

    /// <summary>Why the engine gave up, if it did.</summary>
    public Exception? Failure { get; private set; }

    public long NextKey() => Interlocked.Increment(ref _lastKey);

    /// <summary>The writer's statements. On the writer's thread.</summary>
    public HistoryTables Tables(SqliteConnection connection) => _tables ??= new(connection);

    public void Enqueue(EngineWrite write)
    {
        if (!_dead)
        {
            Busy.Enter();
            Database.Enqueue(write);
        }
    }

    /// <summary>Writes an answer to an instance's request, and then lets the workflow see it.</summary>
    public void Append(OrchestrationRun run, HistoryRow row) => Enqueue(new EventWrite(this, run, row));

    /// <summary>Does what the history says was asked for. A sub-orchestration is an instance and goes on by itself.</summary>
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

    /// <summary>Takes up what an earlier process left.</summary>
    public int Recover()
    {
        using SqliteConnection connection = Database.OpenReader();
        _lastKey = HistoryReader.LastKey(connection);
        List<OrchestrationRun> runs =
            [.. HistoryReader.Unfinished(connection).Select(stored => new OrchestrationRun(this, stored.Info, stored))];

        // All are known before the first goes on: they send each other events and results.
        runs.ForEach(Runs.Add);
        runs.ForEach(run => run.Recover());
        return runs.Count;
    }

    /// <summary>Nothing more is done. What was acknowledged is on disk; the rest happens after the next start.</summary>
    public void Kill()
    {
        _dead = true;
        Timers.Dispose();
        Activities.Abandon();
        // Whoever waits goes on elsewhere: this may be the writer's thread.
        lock (_over)
        {
            _notified ??= Start(_over.Cancel);
        }
    }

    /// <summary>Runs this soon, where workflows and activities run.</summary>
    public Task Start(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.PreferFairness, _scheduler);

    /// <inheritdoc cref="Start(Action)"/>
    public Task Start(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler).Unwrap();

    /// <summary>The engine itself is in trouble: it stops, rather than go on beside its history.</summary>
    public void Fault(Exception exception)
    {
        if (!_dead)
        {
            Failure = exception;
            Log.Faulted(Logger, exception);
            Kill();
        }
    }

    /// <summary>Whoever waits for something of this engine is told first that it never comes.</summary>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await _notified!;
        Activities.Dispose();
        _over.Dispose();
    }
}
