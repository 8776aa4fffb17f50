using GlusterDr.Errors;
using GlusterDr.Sites;

namespace GlusterDr.Remote.Secrets;

/// <summary>Reads secrets anew each time, so that a changed one takes effect at once.</summary>
public interface ISecretReader
{
    /// <summary>The secret.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SecretUnreadable"/>: it cannot be read.</exception>
    Task<string> ReadAsync(SecretReference reference, CancellationToken cancellation);
}
