using GlusterDr.Errors;
using GlusterDr.Sites;

namespace GlusterDr.Remote.Secrets;

/// <summary>Fetches secrets, afresh each time: one that was changed works at once.</summary>
public interface ISecretReader
{
    /// <summary>The secret.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SecretUnreadable"/>: it cannot be had.</exception>
    Task<string> ReadAsync(SecretReference reference, CancellationToken cancellation);
}
