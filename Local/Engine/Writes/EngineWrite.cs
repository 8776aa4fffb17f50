using GlusterDr.Durable;
using GlusterDr.Local.Engine.History;
using GlusterDr.Local.Engine.Replay;
using GlusterDr.Local.Store;
using Microsoft.Data.Sqlite;

namespace GlusterDr.Local.Engine.Writes;

/// <summary>A change to histories. Its effects start only when it is on disk.</summary>
internal abstract class EngineWrite(EngineCore core) : WriteOperation
{
    private readonly List<IHistoryObserver.Step> _steps = [];
    private readonly List<Action> _consequences = [];
    private readonly List<OrchestrationRun> _closed = [];
    private DateTime _now;

    public override bool MustSucceed => true;

    protected EngineCore Core => core;

    public sealed override void Execute(SqliteConnection connection)
    {
        _steps.Clear();
        _consequences.Clear();
        ReopenClosed();
        _now = core.Now;
        Apply(core.Tables(connection));
        if (core.Observer is { } observer)
        {
            _steps.ForEach(observer.Committing);
        }
    }

    public sealed override void Committed()
    {
        if (core.Observer is { } observer)
        {
            _steps.ForEach(observer.Committed);
        }

        if (!core.IsDead)
        {
            _consequences.ForEach(consequence => consequence());
        }

        core.Busy.Leave();
    }

    public sealed override void Failed(Exception exception)
    {
        ReopenClosed();
        bool mayGiveUp = SqliteWriter.IsRefusal(exception) || (!MustSucceed && SqliteFaults.IsDiskFault(exception));
        if (!mayGiveUp || !TryGiveUp(exception))
        {
            core.Fault(exception);
        }

        core.Busy.Leave();
    }

    /// <summary>Handles a change that the database rejects for good, or that nothing waits for. False: it cannot be handled.</summary>
    protected virtual bool TryGiveUp(Exception exception) => false;

    /// <summary>Executes the change on the writer's thread.</summary>
    protected abstract void Apply(HistoryTables tables);

    /// <summary>Registers an action for when the change is on disk.</summary>
    protected void Then(Action consequence) => _consequences.Add(consequence);

    /// <summary>Adds a row to a history. False: the instance has ended.</summary>
    protected bool Append(HistoryTables tables, OrchestrationRun run, HistoryRow row)
    {
        if (run.ClosedBy is not null && run.ClosedBy != this)
        {
            return false;
        }

        row.At = _now;
        tables.InsertRow(run.Info, ++run.LastRow, row);
        if (core.Observer is not null)
        {
            _steps.Add(new(run.Info.Id, run.LastRow, row.Kind, row.TaskId, row.Name));
        }

        return true;
    }

    /// <summary>Ends an instance whose change cannot be stored, so that all others continue.</summary>
    protected void Fail(OrchestrationRun run, Exception exception)
    {
        core.Enqueue(new FailWrite(core, run, exception));
    }

    /// <summary>Adds an event to a history and, once it is on disk, passes it to the workflow.</summary>
    protected void Deliver(HistoryTables tables, OrchestrationRun? run, HistoryRow row)
    {
        if (run is not null && Append(tables, run, row))
        {
            Then(() => run.Post(row));
        }
    }

    /// <summary>Stores a new instance and starts it. False: an instance with this ID is in a state that does not allow it.</summary>
    protected bool TryStart(
        HistoryTables tables,
        OrchestrationRun run,
        string? input,
        Func<OrchestrationRuntimeStatus, bool> refuses)
    {
        if (tables.Find(run.Info.Id) is { } old)
        {
            if (refuses(old.Status))
            {
                return false;
            }

            if (core.Runs.ByKey(old.Key) is { } live)
            {
                Close(tables, live, Outcome.Terminated(null));
            }

            tables.Delete(old.Key);
        }

        run.LastRow = 0;
        core.Runs.Add(run);
        tables.InsertInstance(run.Info);
        Deliver(tables, run, new(HistoryKind.Started, 0, run.Info.Name, input));
        Changed(run.Info.Id);
        return true;
    }

    /// <summary>Ends an instance and notifies its parent.</summary>
    protected void Close(HistoryTables tables, OrchestrationRun run, Outcome outcome)
    {
        if (!Append(tables, run, new(HistoryKind.Ended, 0, run.Info.Name)))
        {
            return;
        }

        run.ClosedBy = this;
        _closed.Add(run);
        tables.SetOutcome(run.Info, outcome, _now);
        Deliver(tables, core.Runs.ByKey(run.Info.ParentKey), outcome.ForParent(run.Info));
        Then(() =>
        {
            core.Runs.Remove(run);
            run.Drop();
        });
        Changed(run.Info.Id);
    }

    /// <summary>Undoes a failed attempt: the instances that it ended continue.</summary>
    private void ReopenClosed()
    {
        foreach (OrchestrationRun run in _closed.Where(r => r.ClosedBy == this))
        {
            run.ClosedBy = null;
        }

        _closed.Clear();
    }

    /// <summary>Stores the custom status of an instance.</summary>
    protected void Show(HistoryTables tables, OrchestrationRun run, Turn turn)
    {
        if (turn.IsFirst)
        {
            tables.SetRunning(run.Info, _now);
        }

        if (turn.HasCustomStatus)
        {
            tables.SetCustomStatus(run.Info, turn.CustomStatus, _now);
        }

        if (turn.IsFirst || turn.HasCustomStatus)
        {
            Changed(run.Info.Id);
        }
    }

    /// <summary>Notifies the subscribers.</summary>
    protected void Changed(string instanceId) => Then(() => core.Watchers.Notify(instanceId));
}
