using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlusterDr.Store;

namespace GlusterDr.Gluster.Events;

/// <summary>Which nodes events came from, in the document store: another process may have taken them.</summary>
public sealed class NodeEventStore(IDocumentStore store, TimeProvider time)
{
    /// <summary>The newest event that came from a node.</summary>
    /// <param name="NodeId">The node's UUID.</param>
    /// <param name="At">When it came here.</param>
    /// <param name="Event">Its type.</param>
    /// <param name="TestId">What one of our own carried; null: it was one of Gluster's.</param>
    public sealed record LastEvent(string NodeId, DateTimeOffset At, string Event, [property: JsonPropertyName("mark")] string? TestId);

    private const string Partition = "event-sightings";

    // Far more than pools have nodes. Who has the webhook's token can make up ids, but fill no store with them.
    private const int MostNodes = 1000;

    /// <summary>Each node is written down so seldom; an event of our own always is.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _written = new(StringComparer.Ordinal);

    /// <summary>Writes one down.</summary>
    public async Task RecordAsync(string nodeId, string type, string? testId, CancellationToken cancellation)
    {
        // A node's id is a UUID: whatever else an event says is none.
        if (!Guid.TryParse(nodeId, out Guid id))
        {
            return;
        }

        DateTimeOffset now = time.GetUtcNow();
        string key = id.ToString("D");
        if (testId is null && _written.TryGetValue(key, out DateTimeOffset last) && now - last < s_pause)
        {
            return;
        }

        if (_written.Count >= MostNodes && !_written.ContainsKey(key))
        {
            return;
        }

        _written[key] = now;
        string json = JsonSerializer.Serialize(new LastEvent(key, now, type, testId), DrJson.Options);
        await store.UpsertAsync(Partition, key, json, cancellation);
    }

    /// <summary>The newest from a node; null: none ever came.</summary>
    public async Task<LastEvent?> FindAsync(string nodeId, CancellationToken cancellation) =>
        Guid.TryParse(nodeId, out Guid id) && await store.GetAsync(Partition, id.ToString("D"), cancellation) is { } document
            ? document.Read<LastEvent>()
            : null;
}
