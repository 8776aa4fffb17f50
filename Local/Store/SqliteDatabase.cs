using GlusterDr.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Local.Store;

/// <summary>The database file of a host, with many readers and one writer that puts all queued changes into one commit.</summary>
/// <remarks>
/// A confirmed write is on disk and survives a power failure (WAL, <c>synchronous=FULL</c>), unless
/// <see cref="SqliteDatabaseOptions.SurvivesPowerCuts"/> is off.
/// </remarks>
public sealed class SqliteDatabase : IDisposable
{
    private readonly string _connectionString;
    private readonly SqliteWriter? _writer;
    private readonly SqliteException? _noRoom;
    private readonly TaskScheduler _readers;
    private bool _disposed;

    private SqliteDatabase(string path, SqliteDatabaseOptions options, ILogger logger)
    {
        Path = path;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path }.ToString();
        _readers = options.Scheduler ?? TaskScheduler.Default;
        try
        {
            SqliteConnection connection = OpenWriter(path, options.SurvivesPowerCuts);
            Log.Opened(logger, path, connection.ServerVersion);
            _writer = new SqliteWriter(connection, options, logger);
        }
        catch (SqliteException e) when (options.ReadsWithoutRoom && SqliteFaults.IsDiskFault(e) && IsWholeDatabase(path))
        {
            _noRoom = e;
            _connectionString = ReadOnly(path);
            Log.OpenedReadOnly(logger, path, SqliteFaults.Explain(e).Reason);
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Why changes currently wait for the disk; null: they do not.</summary>
    public StoreFault? Waiting => _noRoom is { } noRoom ? SqliteFaults.Explain(noRoom) : _writer!.Waiting;

    /// <summary>Opens or creates the file. Only one host may do so: take a <see cref="DataDirectoryLock"/> first.</summary>
    public static SqliteDatabase Open(
        string path, SqliteDatabaseOptions? options = null, ILogger<SqliteDatabase>? logger = null) =>
        new(path, options ?? new(), logger ?? NullLogger<SqliteDatabase>.Instance);

    /// <summary>A connection for reading. Dispose it soon to return it.</summary>
    public SqliteConnection OpenReader()
    {
        SqliteConnection connection = new(_connectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Reads many rows, on another thread than the caller's.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellation = default) => Task.Factory.StartNew(
        () =>
        {
            using SqliteConnection connection = OpenReader();
            return read(connection);
        },
        cancellation, TaskCreationOptions.DenyChildAttach, _readers);

    /// <summary>Queues a change; the operation is notified of the result.</summary>
    public void Enqueue(WriteOperation operation)
    {
        if (_noRoom is { } noRoom)
        {
            operation.Failed(noRoom);
        }
        else
        {
            _writer!.Enqueue(operation);
        }
    }

    /// <summary>
    /// Makes a change and returns when it is on disk. If the disk is full or fails, it waits within an activity, and fails elsewhere.
    /// </summary>
    /// <param name="change">The change, which runs in the writer's transaction: one statement, or several that succeed or fail together.</param>
    /// <param name="cancellation">Ends the waiting; a change that was queued may still be made.</param>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, T> change, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        FunctionWrite<T> operation = new(change);
        Enqueue(operation);
        return operation.WaitAsync(cancellation);
    }

    /// <summary>For tests: simulates that the process is killed now. No later write is made or answered.</summary>
    public void Abandon() => _writer?.Abandon();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _writer?.Dispose();
        using SqliteConnection pool = new(_connectionString);
        SqliteConnection.ClearPool(pool);
    }

    private static SqliteConnection OpenWriter(string path, bool survivesPowerCuts)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,

            // SQLite itself waits for a lock (below); the driver would wait the same time again.
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            connection.Open();
            SqliteSchema.Execute(connection, "PRAGMA busy_timeout = 5000");
            SqliteSchema.Execute(connection, "PRAGMA journal_mode = WAL");
            SqliteSchema.Execute(connection, $"PRAGMA synchronous = {(survivesPowerCuts ? "FULL" : "OFF")}");
            SqliteSchema.Execute(connection, "PRAGMA journal_size_limit = 16777216");
            SqliteSchema.Migrate(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Whether the file alone has all data, because the write-ahead log next to it is empty. To read that log SQLite must write an index
    /// of it, which needs space; after a crash the previous index is still there.
    /// </summary>
    private static bool IsWholeDatabase(string path) =>
        File.Exists(path) && new FileInfo(path + "-wal") is not { Exists: true, Length: > 0 };

    /// <summary>Nothing else writes while this directory's lock is held, so SQLite needs no files next to the database.</summary>
    private static string ReadOnly(string path) => new SqliteConnectionStringBuilder
    {
        DataSource = $"file:{Uri.EscapeDataString(System.IO.Path.GetFullPath(path)).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1",
        Mode = SqliteOpenMode.ReadOnly,
    }.ToString();

    private sealed class FunctionWrite<T>(Func<SqliteConnection, T> change) : WriteOperation
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly bool _isPatient = PatientWrites.On;
        private T? _result;

        /// <summary>Nothing waits any more for a cancelled change.</summary>
        public override bool MustSucceed => _isPatient && !_done.Task.IsCompleted;

        public async Task<T> WaitAsync(CancellationToken cancellation)
        {
            using CancellationTokenRegistration registration = cancellation.UnsafeRegister(_ => _done.TrySetCanceled(cancellation), null);
            return await _done.Task;
        }

        public override void Execute(SqliteConnection connection) => _result = change(connection);

        public override void Committed() => _done.TrySetResult(_result!);

        public override void Failed(Exception exception) => _done.TrySetException(exception);
    }
}
