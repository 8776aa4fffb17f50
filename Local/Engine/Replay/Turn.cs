namespace GlusterDr.Local.Engine.Replay;

/// <summary>What came of a workflow's handling of one or more events: written as one, then carried out.</summary>
internal sealed class Turn
{
    public List<Request> Requests { get; } = [];

    /// <summary>The first turn of an instance makes it running.</summary>
    public bool IsFirst { get; set; }

    public bool HasCustomStatus { get; set; }

    public string? CustomStatus { get; set; }

    /// <summary>Set by the last turn.</summary>
    public Outcome? Outcome { get; set; }

    public bool IsEmpty => Requests.Count == 0 && !IsFirst && !HasCustomStatus && Outcome is null;
}
