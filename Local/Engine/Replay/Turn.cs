namespace GlusterDr.Local.Engine.Replay;

/// <summary>The results of a workflow's processing of one or more events, which are written together and then executed.</summary>
internal sealed class Turn
{
    public List<Request> Requests { get; } = [];

    /// <summary>Whether it is the first turn, which sets the instance's status to running.</summary>
    public bool IsFirst { get; set; }

    public bool HasCustomStatus { get; set; }

    public string? CustomStatus { get; set; }

    /// <summary>Set by the last turn.</summary>
    public Outcome? Outcome { get; set; }

    public bool IsEmpty => Requests.Count == 0 && !IsFirst && !HasCustomStatus && Outcome is null;
}
