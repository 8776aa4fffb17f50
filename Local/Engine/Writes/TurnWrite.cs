using GlusterDr.Durable;
using GlusterDr.Local.Engine.History;
using GlusterDr.Local.Engine.Replay;

namespace GlusterDr.Local.Engine.Writes;

/// <summary>Writes the requests of a workflow, and then executes them.</summary>
internal sealed class TurnWrite : EngineWrite
{
    private readonly OrchestrationRun _run;
    private readonly Turn _turn;
    private readonly Dictionary<int, OrchestrationRun> _children = [];

    public TurnWrite(EngineCore core, OrchestrationRun run, Turn turn)
        : base(core)
    {
        _run = run;
        _turn = turn;
        foreach (HistoryRow row in turn.Requests.Select(request => request.Row).Where(IsChild))
        {
            InstanceInfo child = new(core.NextKey(), row.Payload!, row.Name!, core.Now, run.Info.Key, row.TaskId);
            _children.Add(row.TaskId, new OrchestrationRun(core, child));
        }
    }

    protected override void Apply(HistoryTables tables)
    {
        if (_run.ClosedBy is not null && _run.ClosedBy != this)
        {
            return;
        }

        foreach (Request request in _turn.Requests)
        {
            Append(tables, _run, request.Row);
            Dispatch(tables, request);
        }

        Show(tables, _run, _turn);
        if (_turn.Outcome is { } outcome)
        {
            Close(tables, _run, outcome);
        }
    }

    protected override bool TryGiveUp(Exception exception)
    {
        foreach (OrchestrationRun child in _children.Values)
        {
            Core.Runs.Remove(child);
        }

        Fail(_run, exception);
        return true;
    }

    private void Dispatch(HistoryTables tables, Request request)
    {
        switch (request.Row.Kind)
        {
            case HistoryKind.SubOrchestrationStarted:
                Start(tables, request);
                break;
            case HistoryKind.EventSent:
                HistoryRow raised = new(HistoryKind.EventRaised, 0, request.Row.Name, request.Payload);
                Deliver(tables, Core.Runs.ById(request.Row.Payload!), raised);
                break;
            default:
                Then(() => Core.Dispatch(_run, request.Task!));
                break;
        }
    }

    private void Start(HistoryTables tables, Request request)
    {
        OrchestrationRun child = _children[request.Row.TaskId];
        if (TryStart(tables, child, request.Payload, IsLive))
        {
            return;
        }

        InstanceExistsException exists = new(child.Info.Id, OrchestrationRuntimeStatus.Running);
        Deliver(tables, _run, new(
            HistoryKind.TaskFailed, request.Row.TaskId, request.Row.Name, Json.Of(TaskFailureDetails.From(exists))));
    }

    private static bool IsChild(HistoryRow row) => row.Kind == HistoryKind.SubOrchestrationStarted;

    private static bool IsLive(OrchestrationRuntimeStatus status) =>
        status is OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Running;
}
