using GlusterDr.Errors;

namespace GlusterDr.Remote.Connections;

/// <summary>The outcome of one attempt to run a command: a result or an error.</summary>
/// <param name="Result">The result of a command that ran to its end.</param>
/// <param name="Error">Why it did not run to its end.</param>
internal sealed record RemoteOutcome(RemoteResult? Result, Error? Error)
{
    /// <summary>Whether it may have run, completely or in part.</summary>
    public bool Started { get; init; } = true;

    /// <summary>Whether the connection is unusable.</summary>
    public bool ConnectionLost { get; init; }

    /// <summary>Whether the host accepts no further session on this connection now. Its other sessions are not affected.</summary>
    public bool Refused { get; init; }

    /// <summary>Whether the connection was lost before the start signal was sent, so that the command was certainly not started.</summary>
    public bool MayRunAgain => ConnectionLost && !Started && Error is { Class: ErrorClass.Transient };
}
