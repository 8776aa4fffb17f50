using System.Diagnostics;
using GlusterDr.Durable;
using GlusterDr.Local.Engine;
using GlusterDr.Local.Store;
using SQLitePCL;

namespace GlusterDr.Bench;

/// <summary>An engine on a directory of its own.</summary>
internal sealed class EngineBenchHost : IAsyncDisposable
{
    private readonly DurableRegistry _registry = new DurableRegistry()
        .AddOrchestrator<EngineBenchSequence>().AddOrchestrator<EngineBenchFanOut>()
        .AddOrchestrator<EngineBenchWaiting>().AddOrchestrator<EngineBenchLarge>()
        .AddActivity<EngineBenchStep>().AddActivity<EngineBenchText>();

    private readonly string _directory;
    private SqliteDatabase _database;
    private EmbeddedEngine _engine;
    private int _commits;

    private EngineBenchHost(string directory)
    {
        _directory = directory;
        (_database, _engine) = Open();
    }

    /// <summary>The number of commits so far; each waits once for the disk.</summary>
    public int Commits => _commits;

    public long DatabaseSize => Directory.GetFiles(_directory).Sum(file => new FileInfo(file).Length);

    private string File => Path.Combine(_directory, "bench.db");

    public static async Task<EngineBenchHost> StartAsync(string parent)
    {
        EngineBenchHost host = new(Directory.CreateDirectory(Path.Combine(parent, $"bench-{Guid.NewGuid():n}")).FullName);
        await host._engine.StartAsync();
        await host.CountCommitsAsync();
        return host;
    }

    /// <summary>Runs a number of instances of a workflow to their end.</summary>
    public Task RunAsync(string workflow, int steps, int runs) => Task.WhenAll(Enumerable.Range(0, runs).Select(async _ =>
        await EndAsync(await _engine.ScheduleNewOrchestrationInstanceAsync(workflow, steps, new()))));

    /// <summary>Runs a fan-out with results of this size.</summary>
    public async Task RunLargeAsync(int width, int size)
    {
        object input = new EngineBenchLarge.Input(width, size);
        await EndAsync(await _engine.ScheduleNewOrchestrationInstanceAsync(nameof(EngineBenchLarge), input, new()));
    }

    /// <summary>Starts an instance that runs this number of steps and then waits for an event.</summary>
    public async Task StartWaitingAsync(int steps)
    {
        await _engine.ScheduleNewOrchestrationInstanceAsync(nameof(EngineBenchWaiting), steps, new("waiting"));
        await foreach (OrchestrationMetadata state in _engine.WatchAsync("waiting"))
        {
            if (state.SerializedCustomStatus is not null)
            {
                break;
            }
        }

        await _engine.WhenIdleAsync();
    }

    /// <summary>Kills the engine and starts it again. Returns the time until all instances have their previous state.</summary>
    public async Task<TimeSpan> RestartAsync()
    {
        _engine.Abandon();
        _database.Dispose();
        GC.Collect();
        Stopwatch watch = Stopwatch.StartNew();
        (_database, _engine) = Open();
        await _engine.StartAsync();
        await _engine.WhenIdleAsync();
        return watch.Elapsed;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private (SqliteDatabase Database, EmbeddedEngine Engine) Open()
    {
        SqliteDatabase database = SqliteDatabase.Open(File);
        return (database, new EmbeddedEngine(database, _registry, type => Activator.CreateInstance(type)!));
    }

    private Task CountCommitsAsync() => _database.WriteAsync(connection =>
    {
        raw.sqlite3_commit_hook(connection.Handle, _ => Interlocked.Increment(ref _commits) < 0 ? 1 : 0, null);
        return true;
    });

    private async Task EndAsync(string id)
    {
        OrchestrationMetadata end = await _engine.WaitForInstanceCompletionAsync(id);
        if (end.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
        {
            throw new InvalidOperationException($"{end.RuntimeStatus}: {end.FailureDetails}");
        }
    }
}
