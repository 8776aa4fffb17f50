using GlusterDr.Errors;
using GlusterDr.Sites;

namespace GlusterDr.Remote.Secrets;

/// <summary>Secrets in the environment and in files.</summary>
public sealed class SecretReader : ISecretReader
{
    /// <inheritdoc/>
    public async Task<string> ReadAsync(SecretReference reference, CancellationToken cancellation)
    {
        string? secret = reference.Kind == SecretKind.File
            ? await ReadFileAsync(reference, cancellation)
            : Environment.GetEnvironmentVariable(reference.Place);
        return string.IsNullOrEmpty(secret) ? throw Unreadable(reference, "it is not set, or empty") : secret;
    }

    private static async Task<string> ReadFileAsync(SecretReference reference, CancellationToken cancellation)
    {
        try
        {
            string text = await File.ReadAllTextAsync(reference.Place, cancellation);
            return text.TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(reference, e.Message);
        }
    }

    private static DrException Unreadable(SecretReference reference, string why) => new(new Error(
        ErrorCodes.SecretUnreadable,
        ErrorClass.NeedsPerson,
        $"The secret {reference} cannot be read: {why}.",
        Advice: "Set it for the process that runs GlusterDr, or give that process the right to read the file."));
}
