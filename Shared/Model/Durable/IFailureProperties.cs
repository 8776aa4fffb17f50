namespace GlusterDr.Durable;

/// <summary>An exception that has more to say than its message, and must be understood after it was stored.</summary>
public interface IFailureProperties
{
    /// <summary>Named facts. Nothing secret.</summary>
    IReadOnlyDictionary<string, string> Properties { get; }
}
