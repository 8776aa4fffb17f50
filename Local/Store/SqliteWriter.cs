using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Store;

/// <summary>Writes, one commit at a time. While one waits for the disk, changes queue up and share the next one.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int TooBig = 18, Constraint = 19, Mismatch = 20;
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    private readonly BlockingCollection<WriteOperation> _queue = [];
    private readonly ManualResetEventSlim _hurry = new();
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly int _maxBatch;
    private readonly TimeSpan _firstPause;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly TaskScheduler? _scheduler;
    private readonly Thread? _thread;
    private volatile bool _abandoned;
    private volatile bool _disposed;

    public SqliteWriter(SqliteConnection connection, SqliteDatabaseOptions options, ILogger logger)
    {
        _connection = connection;
        _maxBatch = options.MaxOperationsPerCommit;
        _firstPause = options.FirstRetryInterval;
        _logger = logger;
        _begin = connection.CreateCommand();
        _begin.CommandText = "BEGIN IMMEDIATE";
        _commit = connection.CreateCommand();
        _commit.CommandText = "COMMIT";
        _scheduler = options.Scheduler;
        if (_scheduler is null)
        {
            _thread = new Thread(Run) { Name = "glusterdr-writer", IsBackground = true };
            _thread.Start();
        }
    }

    public void Enqueue(WriteOperation operation)
    {
        if (_abandoned)
        {
            return;
        }

        ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteDatabase));
        _queue.Add(operation);
        if (_scheduler is not null)
        {
            Task.Factory.StartNew(WriteNext, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);
        }
    }

    public void Abandon()
    {
        _abandoned = true;
        _hurry.Set();
    }

    public void Dispose()
    {
        _disposed = true;
        _queue.CompleteAdding();
        _hurry.Set();
        Finish();

        _begin.Dispose();
        _commit.Dispose();
        _connection.Dispose();
        _queue.Dispose();
        _hurry.Dispose();
    }

    private void Finish()
    {
        if (_thread is null)
        {
            lock (_gate)
            {
                Run();
            }
        }
        else if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
        }
    }

    private void Run()
    {
        foreach (WriteOperation first in _queue.GetConsumingEnumerable())
        {
            if (_abandoned)
            {
                return;
            }

            WriteWith(first);
        }
    }

    // Nothing is left where an earlier one has taken more than its own.
    private void WriteNext()
    {
        lock (_gate)
        {
            if (!_disposed && !_abandoned && _queue.TryTake(out WriteOperation? first))
            {
                WriteWith(first);
            }
        }
    }

    private void WriteWith(WriteOperation first)
    {
        List<WriteOperation> batch = [first];
        while (batch.Count < _maxBatch && _queue.TryTake(out WriteOperation? next))
        {
            batch.Add(next);
        }

        Write(batch);
    }

    private void Write(List<WriteOperation> batch)
    {
        if (TryCommit(batch, out Exception? failure))
        {
            Acknowledge(batch);
        }
        else if (batch.Count > 1)
        {
            // One bad change must not take its neighbours with it.
            batch.ForEach(WriteAlone);
        }
        else
        {
            WriteAgain(batch[0], failure);
        }
    }

    private void WriteAlone(WriteOperation operation)
    {
        if (!_abandoned)
        {
            Write([operation]);
        }
    }

    // A full or sick disk must not lose what the engine has done: later changes wait behind this one, in order.
    private void WriteAgain(WriteOperation operation, Exception failure)
    {
        TimeSpan pause = _firstPause;
        while (operation.MustSucceed && SqliteFaults.IsDiskTrouble(failure) && !_disposed && !_abandoned)
        {
            Log.WriteRetried(_logger, failure, pause);
            _hurry.Wait(pause);
            if (TryCommit([operation], out Exception? again))
            {
                Acknowledge([operation]);
                return;
            }

            failure = again;
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
        }

        if (!_abandoned)
        {
            Log.WriteFailed(_logger, failure);
            operation.Failed(failure);
        }
    }

    private bool TryCommit(List<WriteOperation> batch, [NotNullWhen(false)] out Exception? failure)
    {
        failure = null;
        try
        {
            // A rollback that failed before: nothing can begin until it has been made.
            RollBack();
            _begin.ExecuteNonQuery();
            batch.ForEach(operation => operation.Execute(_connection));
            if (_abandoned)
            {
                RollBack();
                return true;
            }

            _commit.ExecuteNonQuery();
            return true;
        }
#pragma warning disable CA1031 // Whatever it was, its operation hears of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            TryRollBack();
            failure = exception;
            return false;
        }
    }

    private void Acknowledge(List<WriteOperation> batch)
    {
        foreach (WriteOperation operation in batch)
        {
            if (_abandoned)
            {
                return;
            }

            operation.Committed();
        }
    }

    /// <summary>Where it fails, the next transaction makes it: the writer's thread must not end for it.</summary>
    private void TryRollBack()
    {
        try
        {
            RollBack();
        }
        catch (SqliteException exception)
        {
            Log.RollbackFailed(_logger, exception);
        }
    }

    private void RollBack()
    {
        // Some errors have rolled back already.
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            SqliteSchema.Execute(_connection, "ROLLBACK");
        }
    }

    /// <summary>Whether the change itself is to blame, and others would be stored; otherwise the database is in trouble.</summary>
    public static bool IsRefusal(Exception exception) => exception is SqliteException sqlite
        ? sqlite.SqliteErrorCode is TooBig or Constraint or Mismatch
        : exception is not ObjectDisposedException;
}
