using GlusterDr.Durable;

namespace GlusterDr.Errors;

/// <summary>Carries an <see cref="Error"/> through code, and through the engine's history.</summary>
public sealed class DrException(Error error, Exception? innerException = null)
    : Exception(error.Message, innerException), IFailureProperties
{
    /// <summary>The error.</summary>
    public Error Error { get; } = error;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Properties => ErrorProperties.Write(Error);
}
