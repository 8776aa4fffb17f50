using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using GlusterDr.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Store;

/// <summary>Writes one commit at a time. While one waits for the disk, changes queue up and share the next commit.</summary>
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

    /// <summary>Changes taken from the queue and not yet written. Used by the writer only.</summary>
    private readonly List<WriteOperation> _pending = [];

    /// <summary>How many of these must be written one by one, because writing them together failed.</summary>
    private int _alone;
    private volatile Exception? _diskFault;
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

    /// <summary>Why writes currently wait for the disk; null: they do not.</summary>
    public StoreFault? Waiting => _diskFault is { } fault ? SqliteFaults.Explain(fault) : null;

    public void Enqueue(WriteOperation operation)
    {
        if (_abandoned)
        {
            return;
        }

        ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteDatabase));
        if (_diskFault is { } fault && !operation.MustSucceed)
        {
            operation.Failed(fault);
            return;
        }

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
            _pending.Add(first);
            WritePending();
            if (_abandoned)
            {
                return;
            }
        }
    }

    // The queue is empty if an earlier iteration took more than one change.
    private void WriteNext()
    {
        lock (_gate)
        {
            if (!_disposed && !_abandoned && _queue.TryTake(out WriteOperation? first))
            {
                _pending.Add(first);
                WritePending();
            }
        }
    }

    private void WritePending()
    {
        while (_pending.Count > 0 && !_abandoned)
        {
            while (_pending.Count < _maxBatch && _queue.TryTake(out WriteOperation? next))
            {
                _pending.Add(next);
            }

            int count = _alone > 0 ? 1 : Math.Min(_pending.Count, _maxBatch);
            _alone = Math.Max(0, _alone - 1);
            List<WriteOperation> batch = _pending.GetRange(0, count);
            _pending.RemoveRange(0, count);
            Write(batch);
        }
    }

    private void Write(List<WriteOperation> batch)
    {
        if (TryCommit(batch, out Exception? failure))
        {
            Acknowledge(batch);
        }
        else if (batch.Count > 1)
        {
            // One bad change must not make the others fail.
            _pending.InsertRange(0, batch);
            _alone = batch.Count;
        }
        else
        {
            WriteAgain(batch[0], failure);
        }
    }

    // A full or failing disk must not lose the engine's changes, so later changes wait behind this one, in order.
    private void WriteAgain(WriteOperation operation, Exception failure)
    {
        Backoff backoff = new(_firstPause, s_longestPause);
        while (operation.MustSucceed && SqliteFaults.IsDiskFault(failure) && !_disposed && !_abandoned)
        {
            RefuseOthers(failure);
            Log.WriteRetried(_logger, _connection.DataSource, SqliteFaults.Explain(failure), backoff.Pause);
            _hurry.Wait(backoff.Pause);
            if (TryCommit([operation], out Exception? again))
            {
                _diskFault = null;
                Log.WritesResumed(_logger, _connection.DataSource);
                Acknowledge([operation]);
                return;
            }

            failure = again;
            backoff = backoff.Next;
        }

        _diskFault = null;
        if (!_abandoned)
        {
            Log.WriteFailed(_logger, failure);
            operation.Failed(failure);
        }
    }

    /// <summary>Fails the changes whose callers do not want to wait: those in the queue, and those that come while the disk fails.</summary>
    private void RefuseOthers(Exception failure)
    {
        _diskFault = failure;
        while (_queue.TryTake(out WriteOperation? next))
        {
            _pending.Add(next);
        }

        WriteOperation[] refused = [.. _pending.Where(o => !o.MustSucceed)];
        _pending.RemoveAll(o => refused.Contains(o));
        Array.ForEach(refused, o => o.Failed(failure));
    }

    private bool TryCommit(List<WriteOperation> batch, [NotNullWhen(false)] out Exception? failure)
    {
        failure = null;
        try
        {
            // A rollback failed before; no transaction can begin until it is repeated.
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
#pragma warning disable CA1031 // Any exception is passed to its operation.
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

    /// <summary>If it fails, the next transaction repeats it, because the writer's thread must not end.</summary>
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
        // Some errors already rolled back.
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            SqliteSchema.Execute(_connection, "ROLLBACK");
        }
    }

    /// <summary>Whether the change itself caused the error, so that others can be stored; otherwise the database fails.</summary>
    public static bool IsRefusal(Exception exception) => exception is SqliteException sqlite
        ? sqlite.SqliteErrorCode is TooBig or Constraint or Mismatch
        : exception is not ObjectDisposedException;
}
