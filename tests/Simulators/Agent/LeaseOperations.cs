using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GlusterDr.Simulators;

/// <summary>The operations of the agent on the lease of a volume: files named by epoch, of which the highest is valid.</summary>
internal static class LeaseOperations
{
    private const string Folder = ".glusterdr/lease/";

    public static object Run(SimulatedVolume volume, JsonElement wanted, CommandCall call)
    {
        string action = wanted.GetProperty("action").GetString()!;
        if (action != "read")
        {
            if (volume.Options["features.read-only"] == "on")
            {
                volume.Site.World.Violate($"#{call.Number} {call.Kind}: writes to the secondary {volume.Name}");
                return AgentProtocol.Error("io", "Read-only file system: None");
            }

            if (volume.Free == 0)
            {
                return AgentProtocol.Error("no-space", "No space left on device: None");
            }
        }

        bool done = action switch
        {
            "take" => Take(volume, wanted),
            "renew" => Renew(volume, wanted),
            _ => false,
        };
        (long epoch, JsonObject? content) = Current(volume);
        return new { node = new { epoch, content, done } };
    }

    private static bool Take(SimulatedVolume volume, JsonElement wanted)
    {
        long epoch = wanted.GetProperty("epoch").GetInt64();
        if (Current(volume).Epoch != epoch - 1)
        {
            return false;
        }

        foreach (string old in volume.Live.Keys.Where(p => p.StartsWith(Folder, StringComparison.Ordinal)).ToList())
        {
            volume.Delete(old);
        }

        Write(volume, epoch, Content(wanted));
        return true;
    }

    private static bool Renew(SimulatedVolume volume, JsonElement wanted)
    {
        (long epoch, JsonObject? content) = Current(volume);
        JsonObject mine = Content(wanted);
        if (epoch != wanted.GetProperty("epoch").GetInt64()
            || (content is not null && (Text(content, "plane") != Text(mine, "plane") || Text(content, "holder") != Text(mine, "holder"))))
        {
            return false;
        }

        mine["beat"] = (content?["beat"]?.GetValue<long>() ?? 0) + 1;
        Write(volume, epoch, mine);
        return true;
    }

    private static (long Epoch, JsonObject? Content) Current(SimulatedVolume volume)
    {
        string? last = volume.Live.Keys.Where(p => p.StartsWith(Folder, StringComparison.Ordinal)).Max(StringComparer.Ordinal);
        return last is null
            ? (0, null)
            : (long.Parse(last[Folder.Length..], CultureInfo.InvariantCulture), Parse(volume.Live[last].ContentAt(volume.Now).Text));
    }

    private static void Write(SimulatedVolume volume, long epoch, JsonObject content) =>
        volume.Write($"{Folder}{epoch:D12}", FileContent.OfText(content.ToJsonString()));

    private static JsonObject Content(JsonElement wanted) => JsonNode.Parse(wanted.GetProperty("content").GetRawText())!.AsObject();

    private static JsonObject? Parse(string? text) => string.IsNullOrEmpty(text) ? null : JsonNode.Parse(text)!.AsObject();

    private static string? Text(JsonObject content, string name) => content[name]?.GetValue<string>();
}
