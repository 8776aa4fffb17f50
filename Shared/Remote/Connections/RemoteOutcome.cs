using GlusterDr.Errors;

namespace GlusterDr.Remote.Connections;

/// <summary>What became of one attempt to run a command: a result or an error.</summary>
/// <param name="Result">It ran to its end.</param>
/// <param name="Error">It did not, and why.</param>
internal sealed record RemoteOutcome(RemoteResult? Result, Error? Error)
{
    /// <summary>Whether it may have run at all.</summary>
    public bool Started { get; init; } = true;

    /// <summary>Whether the connection can be used no more.</summary>
    public bool ConnectionLost { get; init; }

    /// <summary>The host takes no further session on this connection now; the others on it are well.</summary>
    public bool Refused { get; init; }

    /// <summary>The connection was lost before the command was given its word: it surely was not started.</summary>
    public bool MayRunAgain => ConnectionLost && !Started && Error is { Class: ErrorClass.Transient };
}
