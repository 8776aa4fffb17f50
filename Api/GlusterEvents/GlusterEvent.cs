using System.Text.Json;

namespace GlusterDr.Api.GlusterEvents;

/// <summary>What Gluster's event daemon posts (glustereventsd, utils.py).</summary>
/// <param name="Event">Its type: <c>GEOREP_CHECKPOINT_COMPLETED</c>, say.</param>
/// <param name="NodeId">The node that it comes from.</param>
/// <param name="Ts">When, in seconds of Unix time.</param>
/// <param name="Message">What more there is to say of it.</param>
public sealed record GlusterEvent(string Event, string NodeId, long Ts, IReadOnlyDictionary<string, JsonElement> Message)
{
    private const string OldPrefix = "EVENT_";

    // Gluster 10 renamed them.
    private static readonly string[] s_primary = ["primary_volume", "master_volume"];

    /// <summary>Whether it speaks of geo-replication.</summary>
    public bool IsGeoReplication =>
        (Event.StartsWith(OldPrefix, StringComparison.Ordinal) ? Event[OldPrefix.Length..] : Event).StartsWith("GEOREP_", StringComparison.Ordinal);

    /// <summary>The primary volume that it speaks of; null: it names none.</summary>
    public string? PrimaryVolume => s_primary
        .Select(name => Message.TryGetValue(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null)
        .FirstOrDefault(v => v is not null);

    /// <summary>What a test event of our own carries; null: it is none.</summary>
    public string? TestId => Message.TryGetValue("glusterdr_test", out JsonElement value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: <= 64 } testId
            ? testId
            : null;

    /// <summary>Reads one; null: it is none.</summary>
    public static GlusterEvent? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            Dictionary<string, JsonElement>? fields = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json);
            return fields is not null
                && Text(fields, "event") is { Length: > 0 } type
                && Text(fields, "nodeid") is { } node
                && fields.TryGetValue("ts", out JsonElement time) && time.ValueKind == JsonValueKind.Number && time.TryGetInt64(out long ts)
                && fields.TryGetValue("message", out JsonElement message) && message.ValueKind == JsonValueKind.Object
                    ? new GlusterEvent(type, node, ts, message.Deserialize<Dictionary<string, JsonElement>>()!)
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(Dictionary<string, JsonElement> fields, string name) =>
        fields.TryGetValue(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
