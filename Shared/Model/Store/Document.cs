namespace GlusterDr.Store;

/// <summary>One stored JSON document.</summary>
/// <param name="Partition">Its kind; see <see cref="IDocumentStore"/> for the rules of names.</param>
/// <param name="Key">Its name within the partition.</param>
/// <param name="Json">The content.</param>
/// <param name="ETag">Changes with every write.</param>
public sealed record Document(string Partition, string Key, string Json, string ETag);
