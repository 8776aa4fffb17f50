using System.Collections.Concurrent;
using GlusterDr.Conformance.Engine;
using GlusterDr.Durable;
using GlusterDr.Local.Engine;
using GlusterDr.Local.Engine.History;
using GlusterDr.Local.Store;
using GlusterDr.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Local.Engine;

/// <summary>Runs the suites on the embedded engine, with a clock that stands still.</summary>
internal sealed class EmbeddedEngineHarness : IEngineHarness, IHistoryObserver
{
    private readonly TempDirectory _directory = new();
    private SqliteDatabase? _database;
    private EmbeddedEngine? _engine;
    private TaskCompletionSource? _crash;
    private CrashMoment _moment;
    private int _stepsLeft;

    public EngineCapabilities Capabilities =>
        EngineCapabilities.Crash | EngineCapabilities.CrashAtStep | EngineCapabilities.ManualTime
        | EngineCapabilities.OneStarter | EngineCapabilities.ExactRetries | EngineCapabilities.Quick
        | EngineCapabilities.OrderedEvents | EngineCapabilities.Usual;

    public IOrchestrationClient Client => Engine;

    public EmbeddedEngine Engine => _engine ?? throw new InvalidOperationException("Not started.");

    public ManualTimeProvider Clock { get; } = new();

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    public EmbeddedEngineOptions Options { get; set; } = new() { MaxConcurrentActivities = 8 };

    /// <summary>The maximum of steps per commit. 1: each step has its own commit.</summary>
    public int MaxOperationsPerCommit { get; set; } = 2000;

    public ConcurrentQueue<IHistoryObserver.Step> Steps { get; } = [];

    public int DurableSteps => Steps.Count;

    public IReadOnlyCollection<string> AnsweredActivities =>
        [.. Steps.Where(step => step.Kind == HistoryKind.TaskCompleted).Select(step => step.Name!).Distinct()];

    public async Task StartAsync(DurableRegistry registry, Func<Type, object> create)
    {
        await CrashAsync();
        SqliteDatabaseOptions options = new() { MaxOperationsPerCommit = MaxOperationsPerCommit };
        _database = SqliteDatabase.Open(_directory.File("test.db"), options);
        _engine = new EmbeddedEngine(_database, registry, create, Options, Clock, Loggers, this);
        await _engine.StartAsync();
    }

    public Task CrashAsync()
    {
        _engine?.Abandon();
        _database?.Dispose();
        return Task.CompletedTask;
    }

    public Task SettleAsync() => Engine.WhenIdleAsync().WaitAsync(Patience.Limit);

    public async Task AdvanceAsync(TimeSpan by)
    {
        await SettleAsync();
        Clock.Advance(by);
        await SettleAsync();
    }

    public Task CrashAtStep(int step, CrashMoment moment)
    {
        MaxOperationsPerCommit = 1;
        _stepsLeft = step;
        _moment = moment;
        _crash = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return _crash.Task;
    }

    public void Committing(IHistoryObserver.Step step)
    {
        if (_moment == CrashMoment.BeforeCommit)
        {
            CountDown();
        }
    }

    public void Committed(IHistoryObserver.Step step)
    {
        Steps.Enqueue(step);
        if (_moment == CrashMoment.AfterCommit)
        {
            CountDown();
        }
    }

    /// <summary>Changes the database without the engine.</summary>
    public Task ExecuteAsync(string sql) => _database!.WriteAsync(connection =>
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of the tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteNonQuery();
    });

    /// <summary>Counts commits from now on.</summary>
    public async Task<Func<int>> CountCommitsAsync()
    {
        int commits = 0;
        await _database!.WriteAsync(connection =>
        {
            SQLitePCL.raw.sqlite3_commit_hook(connection.Handle, _ => Interlocked.Increment(ref commits) < 0 ? 1 : 0, null);
            return true;
        });
        return () => Volatile.Read(ref commits);
    }

    public async ValueTask DisposeAsync()
    {
        await CrashAsync();
        _directory.Dispose();
    }

    private void CountDown()
    {
        if (_crash is not null && --_stepsLeft == 0)
        {
            Engine.Abandon();
            _crash.TrySetResult();
        }
    }
}
