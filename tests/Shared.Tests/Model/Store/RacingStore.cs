using GlusterDr.Store;

namespace GlusterDr.Tests.Shared.Model.Store;

/// <summary>Documents in memory. A test can write before each conditional write.</summary>
internal sealed class RacingStore : IDocumentStore
{
    private readonly SortedDictionary<string, Document> _documents = new(StringComparer.Ordinal);
    private int _etags;

    /// <summary>Called once, before the next replacement or insertion.</summary>
    public Func<Task>? Before { get; set; }

    public Task<Document?> GetAsync(string partition, string key, CancellationToken cancellation = default) =>
        Task.FromResult(_documents.GetValueOrDefault(Name(partition, key)));

    public async IAsyncEnumerable<Document> ListAsync(
        string partition, string keyPrefix = "", [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.CompletedTask;
        foreach (Document document in _documents.Values.Where(d => d.Partition == partition && d.Key.StartsWith(keyPrefix, StringComparison.Ordinal)).ToArray())
        {
            yield return document;
        }
    }

    public async Task<string> InsertAsync(string partition, string key, string json, CancellationToken cancellation = default)
    {
        await RaceAsync();
        return _documents.ContainsKey(Name(partition, key)) ? throw new StoreConflictException(partition, key) : Write(partition, key, json);
    }

    public async Task<string> ReplaceAsync(string partition, string key, string json, string etag, CancellationToken cancellation = default)
    {
        await RaceAsync();
        return _documents.GetValueOrDefault(Name(partition, key))?.ETag == etag
            ? Write(partition, key, json)
            : throw new StoreConflictException(partition, key);
    }

    public Task<string> UpsertAsync(string partition, string key, string json, CancellationToken cancellation = default) =>
        Task.FromResult(Write(partition, key, json));

    public Task<bool> DeleteAsync(string partition, string key, string? etag = null, CancellationToken cancellation = default) =>
        Task.FromResult(_documents.Remove(Name(partition, key)));

    private static string Name(string partition, string key) => $"{partition}/{key}";

    private Task RaceAsync()
    {
        Func<Task>? before = Before;
        Before = null;
        return before?.Invoke() ?? Task.CompletedTask;
    }

    private string Write(string partition, string key, string json)
    {
        string etag = $"{++_etags}";
        _documents[Name(partition, key)] = new(partition, key, json, etag);
        return etag;
    }
}
