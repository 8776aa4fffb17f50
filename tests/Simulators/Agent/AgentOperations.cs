using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GlusterDr.Gluster.Content;

namespace GlusterDr.Simulators;

/// <summary>The operations of the agent.</summary>
internal static class AgentOperations
{
    private const string NotFound = "No such file or directory";

    public static object Probe(SimulatedVolume volume, JsonElement request) =>
        new { files = request.GetProperty("files").EnumerateArray().Select(f => ProbeOne(volume, f)).ToArray() };

    public static object Metadata(SimulatedVolume volume, JsonElement request) =>
        new { files = Paths(request).Select(p => MetadataOf(volume, p)).ToArray() };

    public static object Search(SimulatedVolume volume, JsonElement request)
    {
        DateTimeOffset since = DateTimeOffset.FromUnixTimeSeconds(request.GetProperty("since").GetInt64());
        string[] found = [.. volume.Live.Keys.Where(p => !p.StartsWith(".glusterdr/lease/", StringComparison.Ordinal)).Where(p => since == DateTimeOffset.UnixEpoch || volume.Live[p].Writer is not null || volume.Changes.LastOf(p) >= since).Order(StringComparer.Ordinal)];
        return new
        {
            files = found.Take(request.GetProperty("most").GetInt32()).Select(p => MetadataOf(volume, p)).ToArray(),
            node = new { examined = volume.Live.Count, matching = found.Length, notUtf8 = 0, complete = true },
        };
    }

    public static object Marker(SimulatedNode node, SimulatedVolume volume)
    {
        volume.TouchRoot();
        return new { time = node.Clock.ToUnixTimeSeconds() };
    }

    // The agent mounts the volume as gsyncd does: it can delete on a read-only volume, and no changelog records it.
    public static object Delete(SimulatedVolume volume, JsonElement request, CommandCall call) => new
    {
        files = Paths(request).Select(path =>
        {
            bool there = volume.Live.ContainsKey(path);
            if (there)
            {
                Deletions.Check(volume, path, $"#{call.Number} {call.Kind}");
                volume.RemoveReplica(path);
            }

            return new { path, deleted = there };
        }).ToArray(),
    };

    public static object Trigger(SimulatedVolume volume, JsonElement request) => new
    {
        files = Paths(request).Select(path =>
        {
            bool there = volume.Live.ContainsKey(path);
            if (there)
            {
                volume.Changes.Record(ChangeKind.Create, path, volume.Now);
            }

            return new { path, triggered = there ? 1 : 0, problem = there ? null : NotFound };
        }).ToArray(),
    };

    public static object Distrust(SimulatedVolume volume, JsonElement request) => new
    {
        files = Paths(request).Select(path =>
        {
            bool there = volume.Live.ContainsKey(path);
            if (there)
            {
                volume.DateBack(path);
            }

            return new { path, triggered = there ? 1 : 0 };
        }).ToArray(),
    };

    public static object Amend(SimulatedVolume volume, JsonElement request) => new
    {
        files = request.GetProperty("files").EnumerateArray().Select(file =>
        {
            string path = Text(file, "path");
            if (!volume.TryGetFile(path, out SimulatedFile? found) || found.ContentAt(volume.Now).Text is not { } text)
            {
                return new { path, amended = false };
            }

            string[] lines = text.Split('\n');
            bool amended = lines.Contains(Text(file, "line"));
            if (amended)
            {
                string[] by = [.. lines.Select(l => l == Text(file, "line") ? Text(file, "by") : l)];
                volume.PutReplica(new SimulatedFile(path, FileContent.OfText(string.Join('\n', by))));
            }

            return new { path, amended };
        }).ToArray(),
    };

    public static object Write(SimulatedVolume volume, JsonElement request, CommandCall call)
    {
        if (volume.Options["features.read-only"] == "on")
        {
            volume.Site.World.Violate($"#{call.Number} {call.Kind}: writes to the secondary {volume.Name}");
            return AgentProtocol.Error("io", "Read-only file system: None");
        }

        foreach (JsonElement file in request.GetProperty("files").EnumerateArray())
        {
            if (volume.Free == 0)
            {
                return AgentProtocol.Error("no-space", "No space left on device: None");
            }

            volume.Write(Text(file, "path"), FileContent.OfText(Text(file, "content")));
        }

        return new { };
    }

    private static object ProbeOne(SimulatedVolume volume, JsonElement asked)
    {
        string path = Text(asked, "path");
        if (!volume.TryGetFile(path, out SimulatedFile? file))
        {
            return new { path, exists = false };
        }

        FileContent content = file.ContentAt(volume.Now);
        if (content.Size > 0 && asked.TryGetProperty("snapshot", out JsonElement named) && named.GetString() is { } inside)
        {
            return ProbeInside(volume, content, asked, path, inside);
        }

        bool sharded = volume.ShardSize > 0;
        (string Stamps, string Digests)? pieces = PieceOperations.Probe(volume, file, asked);
        return new
        {
            path,
            exists = true,
            size = content.Size,
            shardSize = volume.ShardSize,
            allocated = content.Allocated,
            shape = sharded ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{content.Size}"))) : null,
            digest = Digest(volume, content, asked),
            stamps = pieces?.Stamps,
            digests = pieces?.Digests,
            stamp = Stamp(volume, file),
            changed = volume.Changes.LastOf(path)?.ToUnixTimeMilliseconds() ?? 0,
            written = Written(volume, file),
            moved = asked.TryGetProperty("watch", out JsonElement watch) && watch.ValueKind == JsonValueKind.True ? file.Writer is not null : (bool?)null,
        };
    }

    private static long Written(SimulatedVolume volume, SimulatedFile file) =>
        ((file.Writer is null ? volume.Changes.LastOf(file.Path) : volume.Now) + volume.WriterClock)?.ToUnixTimeMilliseconds() ?? 0;

    // The image of a running guest is different at each read.
    private static string Stamp(SimulatedVolume volume, SimulatedFile file) =>
        file.Writer is null ? file.ContentAt(volume.Now).DigestWhole() : $"{volume.Now:O}";

    private static object MetadataOf(SimulatedVolume volume, string path) => volume.TryGetFile(path, out SimulatedFile? file)
        ? new
        {
            path,
            exists = true,
            size = file.ContentAt(volume.Now).Size,
            stamp = Stamp(volume, file),
            changed = file.Writer is null ? volume.Changes.LastOf(path)?.ToUnixTimeMilliseconds() ?? 0 : volume.Now.ToUnixTimeMilliseconds(),
        }
        : new { path, exists = false };

    private static object ProbeInside(SimulatedVolume volume, FileContent content, JsonElement asked, string path, string inside) =>
        content.Snapshots.TryGetValue(inside, out FileContent? frozen)
            ? new { path, exists = true, size = frozen.Allocated, shardSize = 4L << 20, allocated = frozen.Allocated, shape = inside, digest = Digest(volume, frozen, asked) }
            : new { path, exists = true, size = content.Size, problem = $"it does not hold the snapshot {inside}" };

    private static string? Digest(SimulatedVolume volume, FileContent content, JsonElement asked)
    {
        if (asked.TryGetProperty("whole", out JsonElement whole) && whole.ValueKind == JsonValueKind.True)
        {
            volume.BytesRead += content.Size;
            return content.DigestWhole();
        }

        volume.BytesRead += asked.TryGetProperty("offsets", out JsonElement blocks) && blocks.ValueKind == JsonValueKind.Array
            ? blocks.GetArrayLength() * (long)BlockSampler.BlockSize
            : 0;
        return asked.TryGetProperty("offsets", out JsonElement offsets) && offsets.ValueKind == JsonValueKind.Array && offsets.GetArrayLength() > 0
            ? content.DigestAt(offsets.EnumerateArray().Select(o => o.GetInt64()))
            : null;
    }

    private static IEnumerable<string> Paths(JsonElement request) =>
        request.GetProperty("paths").EnumerateArray().Select(p => p.GetString() ?? "");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
