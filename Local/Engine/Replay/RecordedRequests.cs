using GlusterDr.Durable;
using GlusterDr.Local.Engine.History;

namespace GlusterDr.Local.Engine.Replay;

/// <summary>The workflow's requests in the history, for comparison on replay.</summary>
internal sealed class RecordedRequests(IReadOnlyList<HistoryRow> rows)
{
    private int _next;

    /// <summary>Whether the workflow has not yet repeated all of them.</summary>
    public bool Remain => _next < rows.Count;

    /// <summary>True: this request is in the history. False: it is new.</summary>
    /// <exception cref="NonDeterministicException">The history has a different request in its place.</exception>
    public bool Take(HistoryRow requested)
    {
        if (!Remain)
        {
            return false;
        }

        HistoryRow recorded = rows[_next++];
        if (recorded.TaskId != requested.TaskId || recorded.Kind != requested.Kind || recorded.Name != requested.Name)
        {
            throw new NonDeterministicException(
                $"Step {requested.TaskId}: the code requests {Describe(requested)}, " +
                $"but the history has {Describe(recorded)} there. {Advice}");
        }

        if (recorded.Hash != requested.Hash)
        {
            throw new NonDeterministicException(
                $"Step {requested.TaskId}: the code requests {Describe(requested)} with {Shown(requested)}, " +
                $"but the history has it with {Shown(recorded)}. {Advice}");
        }

        return true;
    }

    /// <summary>Throws if the history has requests that the workflow no longer makes.</summary>
    public void ThrowIfAnyRemain()
    {
        if (Remain)
        {
            throw new NonDeterministicException(
                $"Step {rows[_next].TaskId}: the history has {Describe(rows[_next])}, " +
                $"but the code no longer requests it. {Advice}");
        }
    }

    /// <summary>The error for an answer to a request that the workflow did not make.</summary>
    public static NonDeterministicException Unrequested(HistoryRow answer) => new(
        $"Step {answer.TaskId}: the history has an answer ({answer.Kind} '{answer.Name}'), " +
        $"but the code did not request it. {Advice}");

    private const string Advice =
        "Was the orchestration changed while this instance was in progress? No step was executed after it.";

    private static string Describe(HistoryRow row) => row.Kind switch
    {
        HistoryKind.ActivityScheduled => $"the activity '{row.Name}'",
        HistoryKind.SubOrchestrationStarted => $"the sub-orchestration '{row.Name}'",
        HistoryKind.EventSent => $"the sending of the event '{row.Name}'",
        HistoryKind.TimerCreated => "a timer",
        _ => $"'{row.Kind}'",
    };

    private static string Shown(HistoryRow row) => row.Kind switch
    {
        HistoryKind.TimerCreated => $"the time {row.Payload}",
        HistoryKind.ActivityScheduled => $"the input {row.Payload ?? "null"}",
        _ => $"another input or target ({row.Payload})",
    };
}
