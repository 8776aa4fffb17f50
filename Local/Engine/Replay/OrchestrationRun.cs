using GlusterDr.Durable;
using GlusterDr.Local.Engine.History;
using GlusterDr.Local.Engine.Writes;
using GlusterDr.Local.Store;
using Microsoft.Data.Sqlite;

namespace GlusterDr.Local.Engine.Replay;

/// <summary>A running instance. It passes events to the workflow one by one, and writes the results.</summary>
internal sealed class OrchestrationRun
{
    private readonly EngineCore _core;
    private readonly HistoryReader.StoredInstance? _stored;
    private readonly Pump _pump;
    private readonly Lock _gate = new();
    private List<HistoryRow> _inbox = [];
    private bool _active;
    private bool _woken;
    private bool _ended;
    private volatile bool _dropped;
    private Exception? _failure;
    private OrchestrationContext? _context;
    private Task<object?>? _workflow;

    public OrchestrationRun(EngineCore core, InstanceInfo info, HistoryReader.StoredInstance? stored = null)
    {
        _core = core;
        _stored = stored;
        _pump = new Pump(Fail);
        Info = info;
        LastRow = stored?.LastRow ?? 0;
    }

    public InstanceInfo Info { get; }

    /// <summary>The number of the newest history row. Used by the writer only.</summary>
    public long LastRow { get; set; }

    /// <summary>The write that ended this instance; later writes do not add to its history. Used by the writer only.</summary>
    public WriteOperation? ClosedBy { get; set; }

    /// <summary>Whether the workflow must not continue.</summary>
    public bool HasFailed => Volatile.Read(ref _failure) is not null;

    /// <summary>Whether nothing waits any more for this instance's requests.</summary>
    public bool IsDropped => _dropped;

    private bool IsFinished => _workflow is { IsCompleted: true } && !_context!.HasPending;

    /// <summary>Processes a committed event.</summary>
    public void Post(HistoryRow row) => Wake(row);

    /// <summary>Continues from the history of an earlier process.</summary>
    public void Recover() => Wake(null);

    /// <summary>Ends the instance.</summary>
    public void Drop()
    {
        _dropped = true;
        Wake(null);
    }

    /// <summary>Fails the instance because its workflow broke a rule. May be called on any thread.</summary>
    public void Fail(Exception exception)
    {
        if (Interlocked.CompareExchange(ref _failure, exception, null) is null)
        {
            Wake(null);
        }
    }

    /// <summary>True on the instance's context; on any other thread the instance fails.</summary>
    public bool CheckThread()
    {
        if (!_pump.IsCurrent)
        {
            Fail(Pump.Outside());
        }

        return _pump.IsCurrent;
    }

    private void Run()
    {
        while (TakeInbox() is { } rows)
        {
            try
            {
                Process(rows);
            }
#pragma warning disable CA1031 // Exceptions of the workflow do not get here, so this is an error of the engine.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _core.Fault(exception);
            }
        }

        _core.Busy.Leave();
    }

    private void Wake(HistoryRow? row)
    {
        lock (_gate)
        {
            if (row is not null)
            {
                _inbox.Add(row);
            }

            _woken = true;
            if (_active)
            {
                return;
            }

            _active = true;
        }

        _core.Busy.Enter();
        _ = _core.Start(Run);
    }

    private List<HistoryRow>? TakeInbox()
    {
        lock (_gate)
        {
            if (!_woken)
            {
                _active = false;
                return null;
            }

            _woken = false;
            List<HistoryRow> rows = _inbox;
            _inbox = [];
            return rows;
        }
    }

    private void Process(List<HistoryRow> rows)
    {
        if (_ended || _dropped || _core.IsDead)
        {
            End();
            return;
        }

        bool isRecovery = _context is null && _stored is not null;
        if (isRecovery)
        {
            Replay(_stored!);
        }

        _context ??= new(_core, this, new RecordedRequests([]), null);
        rows.ForEach(Handle);
        Flush();
        if (isRecovery && !_ended)
        {
            DispatchRecorded();
        }
    }

    private void Replay(HistoryReader.StoredInstance stored)
    {
        using SqliteConnection connection = _core.Database.OpenReader();
        _context = new(_core, this, HistoryReader.Requests(connection, stored), stored.CustomStatus);
        foreach ((HistoryRow row, bool isLast) in HistoryReader.Events(connection, stored))
        {
            _context.HasStoredEvents = !isLast;
            Handle(row);
        }

        if (!HasFailed)
        {
            _pump.Run(_context.EndReplay);
        }
    }

    private void Handle(HistoryRow row)
    {
        if (HasFailed || IsFinished)
        {
            return;
        }

        _pump.Run(() =>
        {
            if (row.Kind == HistoryKind.Started)
            {
                StartWorkflow(row.Payload);
            }
            else
            {
                _context!.Handle(row);
            }
        });
    }

    private void StartWorkflow(string? input)
    {
        if (_stored is null or { Status: OrchestrationRuntimeStatus.Pending })
        {
            _context!.MarkFirstTurn();
        }

        if (!_core.Registry.Orchestrators.TryGetValue(Info.Name, out Type? type))
        {
            throw new InvalidOperationException($"No orchestration '{Info.Name}' is registered.");
        }

        IOrchestrator orchestrator = (IOrchestrator)_core.Create(type);
        _workflow = orchestrator.RunAsync(_context!, Json.Read(input, orchestrator.InputType));
    }

    private void Flush()
    {
        Turn turn = _context!.TakeTurn();
        if (HasFailed)
        {
            Log.InstanceFailed(_core.Logger, Info.Id, _failure!);
            turn.Requests.Clear();
            turn.Outcome = Outcome.Failed(_failure!);
        }
        else if (IsFinished)
        {
            turn.Outcome = OutcomeOf(_workflow!);
        }

        if (turn.Outcome is not null)
        {
            _ended = true;
            End();
        }

        if (!turn.IsEmpty)
        {
            _core.Enqueue(new TurnWrite(_core, this, turn));
        }
    }

    private static Outcome OutcomeOf(Task<object?> workflow)
    {
        try
        {
            return Outcome.Completed(Json.Of(workflow.GetAwaiter().GetResult()));
        }
#pragma warning disable CA1031 // Any exception of the workflow is its result.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Outcome.Failed(exception);
        }
    }

    // Requests of an earlier process without an answer are executed again, now that the code is known to match the history.
    private void DispatchRecorded()
    {
        foreach (PendingTask task in _context!.Pending.Where(task => task.IsRecorded))
        {
            _core.Dispatch(this, task);
        }
    }

    private void End()
    {
        _context?.DropTimers();
        _context = null;
        _workflow = null;
    }
}
