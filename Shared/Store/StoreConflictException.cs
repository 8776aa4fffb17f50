namespace GlusterDr.Store;

/// <summary>Somebody else wrote the document first. Read it again and decide anew.</summary>
public sealed class StoreConflictException(string partition, string key)
    : Exception($"Document '{partition}/{key}' was changed by someone else.")
{
    /// <summary>The partition.</summary>
    public string Partition { get; } = partition;

    /// <summary>The key.</summary>
    public string Key { get; } = key;
}
