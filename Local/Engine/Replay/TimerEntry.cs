namespace GlusterDr.Local.Engine.Replay;

/// <summary>One timer of one instance.</summary>
internal sealed class TimerEntry(DateTime dueAt)
{
    public DateTime DueAt { get; } = dueAt;

    /// <summary>Tells apart timers that are due at once; the queue sets it.</summary>
    public long Order { get; set; }

    /// <summary>What happens then.</summary>
    public Action? Fire { get; set; }

    /// <summary>Guarded by the queue.</summary>
    public bool Cancelled { get; set; }
}
