using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlusterDr.Store;

namespace GlusterDr.Gluster.Events;

/// <summary>The last event of each node, in the document store, because another process may have received it.</summary>
public sealed class NodeEventStore(IDocumentStore store, TimeProvider time)
{
    /// <summary>The last event received from a node.</summary>
    /// <param name="NodeId">The node's UUID.</param>
    /// <param name="At">When it was received.</param>
    /// <param name="Event">Its type.</param>
    /// <param name="TestId">The id of a test event; null: an event of Gluster.</param>
    public sealed record LastEvent(string NodeId, DateTimeOffset At, string Event, [property: JsonPropertyName("mark")] string? TestId);

    private const string Partition = "event-sightings";

    // Far more than pools have nodes. So a client with the webhook's token cannot fill the store with invented ids.
    private const int MostNodes = 1000;

    /// <summary>The minimum time between two writes for a node. Test events are always written.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _written = new(StringComparer.Ordinal);

    /// <summary>Records an event.</summary>
    public async Task RecordAsync(string nodeId, string type, string? testId, CancellationToken cancellation)
    {
        // A node id is a UUID. Anything else is ignored.
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

    /// <summary>Finds the last event of a node; null: none was ever received.</summary>
    public async Task<LastEvent?> FindAsync(string nodeId, CancellationToken cancellation) =>
        Guid.TryParse(nodeId, out Guid id) && await store.GetAsync(Partition, id.ToString("D"), cancellation) is { } document
            ? document.Read<LastEvent>()
            : null;
}
