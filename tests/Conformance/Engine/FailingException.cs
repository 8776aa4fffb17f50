using GlusterDr.Durable;

namespace GlusterDr.Conformance.Engine;

/// <summary>An exception with properties that failure details must keep.</summary>
public sealed class FailingException(string message, Exception? inner = null) : Exception(message, inner), IFailureProperties
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Properties { get; } = new Dictionary<string, string> { ["host"] = "gluster1" };
}
