namespace GlusterDr.Durable;

/// <summary>An exception with properties that must survive storing.</summary>
public interface IFailureProperties
{
    /// <summary>The properties by name. Must contain no secrets.</summary>
    IReadOnlyDictionary<string, string> Properties { get; }
}
