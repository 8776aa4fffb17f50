using GlusterDr.Errors;

namespace GlusterDr.Remote;

/// <summary>What became of a command: a result or an error.</summary>
/// <param name="Result">It ran to its end.</param>
/// <param name="Error">It did not, and why.</param>
/// <param name="Started">Whether it may have run at all.</param>
/// <param name="ConnectionLost">Whether the connection is no good any more.</param>
internal sealed record SshOutcome(RemoteResult? Result, Error? Error, bool Started, bool ConnectionLost)
{
    /// <summary>The connection was dead already: the command surely was not started.</summary>
    public bool MayRunAgain => ConnectionLost && !Started && Error is { Class: ErrorClass.Transient };
}
