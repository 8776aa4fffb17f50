using GlusterDr.Durable;
using GlusterDr.Errors;

namespace GlusterDr.Store;

/// <summary>Another writer was first. The caller must read the document again.</summary>
public sealed class StoreConflictException(string partition, string key)
    : Exception(Text(partition, key)), IFailureProperties
{
    /// <summary>The partition.</summary>
    public string Partition { get; } = partition;

    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>For callers that do not expect a conflict: the whole step may be tried again.</summary>
    public Error Error { get; } = new(ErrorCodes.StoreConflict, ErrorClass.Transient, Text(partition, key));

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Properties => ErrorProperties.Write(Error);

    private static string Text(string partition, string key) => $"Document '{partition}/{key}' was changed by another writer.";
}
