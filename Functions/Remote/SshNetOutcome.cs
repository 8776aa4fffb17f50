using GlusterDr.Errors;
using GlusterDr.Remote;

namespace GlusterDr.Functions.Remote;

/// <summary>What became of a command: a result or an error.</summary>
/// <param name="Result">It ran to its end.</param>
/// <param name="Error">It did not, and why.</param>
/// <param name="Started">Whether it may have run at all.</param>
/// <param name="ConnectionLost">Whether the connection is no good any more.</param>
/// <param name="Refused">The host takes no further session on this connection; the others are well.</param>
internal sealed record SshNetOutcome(
    RemoteResult? Result, Error? Error, bool Started = true, bool ConnectionLost = false, bool Refused = false)
{
    /// <summary>The connection was dead already: the command surely was not started.</summary>
    public bool MayRunAgain => ConnectionLost && !Started;
}
