using GlusterDr.Durable;

namespace GlusterDr.Errors;

/// <summary>An exception with an <see cref="Error"/>, which also survives in the history of the workflow engine.</summary>
public sealed class DrException(Error error, Exception? innerException = null)
    : Exception(error.Message, innerException), IFailureProperties
{
    /// <summary>The error.</summary>
    public Error Error { get; } = error;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Properties => ErrorProperties.Write(Error);
}
