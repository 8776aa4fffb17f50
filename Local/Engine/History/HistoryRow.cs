namespace GlusterDr.Local.Engine.History;

/// <summary>One row of an instance's history: a request of the workflow, or an event for it.</summary>
internal sealed class HistoryRow(HistoryKind kind, int taskId, string? name = null, string? payload = null)
{
    public HistoryKind Kind { get; } = kind;

    /// <summary>The number of the workflow's request that it is or answers, from 1; 0: none.</summary>
    public int TaskId { get; } = taskId;

    public string? Name { get; } = name;

    /// <summary>The fingerprint of a request's input.</summary>
    public string? Hash { get; init; }

    public string? Payload { get; } = payload;

    /// <summary>When it was written. The workflow sees this as the current time.</summary>
    public DateTime At { get; set; }
}
