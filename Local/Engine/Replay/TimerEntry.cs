namespace GlusterDr.Local.Engine.Replay;

/// <summary>One timer of one instance.</summary>
internal sealed class TimerEntry(DateTime dueAt)
{
    public DateTime DueAt { get; } = dueAt;

    /// <summary>Distinguishes timers with the same due time. Set by the queue.</summary>
    public long Order { get; set; }

    /// <summary>The action when it fires.</summary>
    public Action? Fire { get; set; }

    /// <summary>Guarded by the queue.</summary>
    public bool Cancelled { get; set; }
}
