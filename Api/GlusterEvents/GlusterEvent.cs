using System.Text.Json;

namespace GlusterDr.Api.GlusterEvents;

/// <summary>An event as Gluster's event daemon sends it (glustereventsd, utils.py).</summary>
/// <param name="Event">The type, for example <c>GEOREP_CHECKPOINT_COMPLETED</c>.</param>
/// <param name="NodeId">The UUID of the node that sent it.</param>
/// <param name="Ts">The time, in seconds since 1970.</param>
/// <param name="Message">Further members, which depend on the type.</param>
public sealed record GlusterEvent(string Event, string NodeId, long Ts, IReadOnlyDictionary<string, JsonElement> Message)
{
    private const string OldPrefix = "EVENT_";

    // Gluster 10 renamed these members.
    private static readonly string[] s_primary = ["primary_volume", "master_volume"];

    /// <summary>Whether it concerns geo-replication.</summary>
    public bool IsGeoReplication =>
        (Event.StartsWith(OldPrefix, StringComparison.Ordinal) ? Event[OldPrefix.Length..] : Event).StartsWith("GEOREP_", StringComparison.Ordinal);

    /// <summary>The primary volume; null: it names none.</summary>
    public string? PrimaryVolume => s_primary
        .Select(name => Message.TryGetValue(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null)
        .FirstOrDefault(v => v is not null);

    /// <summary>The value in a test event of GlusterDr; null: it is not a test event.</summary>
    public string? TestId => Message.TryGetValue("glusterdr_test", out JsonElement value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: <= 64 } testId
            ? testId
            : null;

    /// <summary>Reads an event; null: the text is not an event.</summary>
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
