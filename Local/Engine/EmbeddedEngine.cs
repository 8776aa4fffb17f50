using System.Runtime.CompilerServices;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Local.Engine.History;
using GlusterDr.Local.Engine.Replay;
using GlusterDr.Local.Engine.Writes;
using GlusterDr.Local.Store;
using GlusterDr.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Local.Engine;

/// <summary>The durable engine inside the host. It runs orchestrations, and continues them after a crash.</summary>
/// <remarks>
/// <para>Each instance has an append-only history. A step is confirmed to its workflow after its row is on disk.
/// After a crash the workflow runs again from the start and gets the recorded events in the recorded order. Its requests
/// must match those in the history.</para>
/// <para>Only one engine may use a database; see <see cref="DataDirectoryLock"/>. The caller owns the database, and disposes
/// it after the engine.</para>
/// </remarks>
public sealed class EmbeddedEngine : IOrchestrationClient, IOrchestrationWatcher, IAsyncDisposable
{
    private readonly EngineCore _core;
    private readonly EmbeddedEngineOptions _options;
    private readonly TimeProvider _time;
    private volatile bool _started;
    private volatile bool _ready;
    private bool _stopped;

    /// <summary>Creates an engine; <see cref="StartAsync"/> starts it.</summary>
    /// <param name="database">The database for histories.</param>
    /// <param name="registry">The orchestration and activity classes by name.</param>
    /// <param name="create">Creates an orchestration, or an activity for one call.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Creates loggers.</param>
    /// <param name="observer">Observes each durable step; for tests.</param>
    public EmbeddedEngine(
        SqliteDatabase database,
        DurableRegistry registry,
        Func<Type, object> create,
        EmbeddedEngineOptions? options = null,
        TimeProvider? time = null,
        ILoggerFactory? loggers = null,
        IHistoryObserver? observer = null)
    {
        _options = options ?? new();
        _time = time ?? TimeProvider.System;
        _core = new EngineCore(database, registry, create, _options.Scheduler, _time, loggers ?? NullLoggerFactory.Instance, observer);
    }

    /// <summary>Set when the engine has stopped, on request or because its database failed (<see cref="Failure"/>).</summary>
    public CancellationToken Stopped => _core.Over;

    /// <summary>Why the engine stopped by itself, if it did.</summary>
    public Exception? Failure => _core.Failure;

    /// <summary>Resumes the instances of an earlier process, and then accepts new work.</summary>
    public Task StartAsync(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_started)
        {
            throw new InvalidOperationException("The workflow engine was already started.");
        }

        _started = true;
        _core.Activities.Start(_options.MaxConcurrentActivities);
        Log.Started(_core.Logger, _core.Recover());
        _ready = true;
        return Task.CompletedTask;
    }

    /// <summary>Accepts no new work, cancels running activities, waits for a limited time, and stops.</summary>
    public async Task StopAsync(CancellationToken cancellation = default)
    {
        if (!_started || _stopped)
        {
            return;
        }

        _stopped = true;
        if (!_core.IsDead)
        {
            bool inTime = await _core.Activities.StopAsync(_options.StopTimeout, _time, cancellation);
            await WhenStoredAsync();
            _core.Kill();
            Log.Stopped(_core.Logger, inTime ? "all activities have ended" : "activities in progress will run again");
        }
    }

    /// <summary>For tests: simulates that the process is killed now. Nothing more is written or cleaned up.</summary>
    public void Abandon()
    {
        _core.Database.Abandon();
        _core.Kill();
    }

    /// <summary>Returns when there is nothing to do until a timer fires or a request comes from outside.</summary>
    public async Task WhenIdleAsync(CancellationToken cancellation = default)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _core.Over);
        await _core.Busy.WhenIdleAsync().WaitAsync(either.Token);
    }

    /// <inheritdoc/>
    public async Task<string> ScheduleNewOrchestrationInstanceAsync(
        string orchestratorName, object? input, StartOrchestrationOptions options, CancellationToken cancellation = default)
    {
        // Wait before taking a key, because the stored instances decide which keys are free.
        ThrowIfNotRunning();
        string id = options.InstanceId ?? Guid.NewGuid().ToString("n");
        InstanceInfo info = new(_core.NextKey(), id, orchestratorName, _core.Now);
        StartWrite write = new(_core, new OrchestrationRun(_core, info), Json.Of(input), options.DedupeStatuses);
        return await WriteAsync(write, cancellation) is { } status ? throw new InstanceExistsException(id, status) : id;
    }

    /// <inheritdoc/>
    public async Task RaiseEventAsync(
        string instanceId, string eventName, object? payload, CancellationToken cancellation = default)
    {
        if (!await WriteAsync(new RaiseWrite(_core, instanceId, eventName, Json.Of(payload)), cancellation))
        {
            Log.EventDropped(_core.Logger, eventName, instanceId);
        }
    }

    /// <inheritdoc/>
    public Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellation = default) =>
        WriteAsync(new TerminateWrite(_core, instanceId, Json.Of(output)), cancellation);

    /// <inheritdoc/>
    public Task<bool> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default) =>
        WriteAsync(new PurgeWrite(_core, instanceId), cancellation);

    /// <inheritdoc/>
    public async Task<int> PurgeAllInstancesAsync(DateTimeOffset createdBefore, CancellationToken cancellation = default)
    {
        int all = 0;
        int some;
        do
        {
            some = await WriteAsync(new PurgeOldWrite(_core, createdBefore.UtcDateTime), cancellation);
            all += some;
        }
        while (some == PurgeOldWrite.Most);

        return all;
    }

    /// <inheritdoc/>
    public Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Read(connection => HistoryReader.Instance(connection, instanceId)));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<OrchestrationMetadata>> GetAllInstancesAsync(
        string instanceIdPrefix = "", CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<OrchestrationMetadata>>(Read(connection => HistoryReader.All(connection, instanceIdPrefix)));
    }

    /// <summary>Whether an event of this name was raised in an instance.</summary>
    public bool HasEvent(string instanceId, string eventName) =>
        Read(connection => HistoryReader.HasEvent(connection, instanceId, eventName));

    /// <inheritdoc/>
    public async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, CancellationToken cancellation = default)
    {
        OrchestrationMetadata? last = null;
        await foreach (OrchestrationMetadata state in WatchAsync(instanceId, cancellation))
        {
            last = state;
        }

        return last is { IsCompleted: true } ? last : throw new KeyNotFoundException($"Instance '{instanceId}' was purged.");
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<OrchestrationMetadata> WatchAsync(
        string instanceId, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _core.Over);
        using Watchers.Watcher watcher = _core.Watchers.Add(instanceId, isPrefix: false);
        OrchestrationMetadata? state = await GetInstanceAsync(instanceId, cancellation)
            ?? throw new KeyNotFoundException($"Instance '{instanceId}' does not exist.");
        while (state is not null)
        {
            yield return state;
            if (state.IsCompleted)
            {
                break;
            }

            await watcher.NextAsync(either.Token);
            state = await GetInstanceAsync(instanceId, cancellation);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<OrchestrationMetadata> WatchAllAsync(
        string instanceIdPrefix = "", [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _core.Over);
        using Watchers.Watcher watcher = _core.Watchers.Add(instanceIdPrefix, isPrefix: true);
        while (true)
        {
            foreach (string id in await watcher.NextAsync(either.Token))
            {
                if (await GetInstanceAsync(id, cancellation) is { } state)
                {
                    yield return state;
                }
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _core.DisposeAsync();
    }

    /// <summary>Returns when earlier changes are on disk, or the disk accepts none; in that case they are made again after the next start.</summary>
    private async Task WhenStoredAsync()
    {
        try
        {
            await _core.Database.WriteAsync(_ => true, CancellationToken.None);
        }
        catch (SqliteException exception) when (SqliteFaults.IsDiskFault(exception))
        {
            Log.StoppedUnstored(_core.Logger, SqliteFaults.Explain(exception).Reason);
        }
    }

    private void ThrowIfNotRunning()
    {
        if (!_ready || _core.IsDead)
        {
            throw new InvalidOperationException("The workflow engine does not run.", _core.Failure);
        }
    }

    private async Task<T> WriteAsync<T>(ClientWrite<T> write, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ThrowIfNotRunning();
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _core.Over);
        _core.Enqueue(write);
        try
        {
            return await write.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new InvalidOperationException("The workflow engine stopped before this was stored.", _core.Failure);
        }
        catch (SqliteException exception)
        {
            throw Failed("The request could not be stored", exception);
        }
    }

    private T Read<T>(Func<SqliteConnection, T> read)
    {
        try
        {
            using SqliteConnection connection = _core.Database.OpenReader();
            return read(connection);
        }
        catch (SqliteException exception)
        {
            throw Failed("The histories could not be read", exception);
        }
    }

    private DrException Failed(string what, SqliteException exception)
    {
        StoreFault fault = SqliteFaults.Explain(exception);
        string code = fault.Class == ErrorClass.Transient ? ErrorCodes.StoreUnavailable : ErrorCodes.StoreFailed;
        return new DrException(new Error(code, fault.Class, $"{what}: {fault.Reason}", _core.Database.Path, Advice: fault.Advice), exception);
    }
}
