namespace GlusterDr.Local.Engine.History;

/// <summary>One row of an instance's history: something the workflow asked for, or something that happened to it.</summary>
internal sealed class HistoryRow(HistoryKind kind, int taskId, string? name = null, string? payload = null)
{
    public HistoryKind Kind { get; } = kind;

    /// <summary>Which request of the workflow it is or answers, counted from 1; 0: none.</summary>
    public int TaskId { get; } = taskId;

    public string? Name { get; } = name;

    /// <summary>Fingerprint of a request's input.</summary>
    public string? Hash { get; init; }

    public string? Payload { get; } = payload;

    /// <summary>When it was written; this is the time that the workflow sees.</summary>
    public DateTime At { get; set; }
}
