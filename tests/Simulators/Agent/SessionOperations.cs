using System.Text.Json;

namespace GlusterDr.Simulators;

/// <summary>The operations of the agent on nodes that create a session.</summary>
internal static class SessionOperations
{
    private const string Gsyncd = "/usr/lib/x86_64-linux-gnu/glusterfs/gsyncd";

    /// <summary>Runs an operation. Returns its answer. Null: the operation is not one of these.</summary>
    public static object? Run(SimulatedNode node, string operation, JsonElement request) => operation switch
    {
        "examine" => Examine(node, request),
        "public" => node.Access.HasKeyPair
            ? new { node = new { publicKey = node.Access.PublicKey, tarKey = node.Access.TarKey } }
            : AgentProtocol.Error("io", "there is no key for geo-replication: No such file or directory"),
        "authorize" => ChangeKeys(node, request, (lines, keys) => [.. lines, .. keys.Except(lines)]),
        "revoke" => ChangeKeys(node, request, (lines, keys) => [.. lines.Except(keys)]),
        "forget" => Forget(node, request),
        "reach" => Ways(request, way => Reach(node, way)),
        "login" => Ways(request, way => LogIn(node, way, request)),
        "mountbroker" => Enable(node, request),
        "unmountbroker" => Revert(node, request),
        "origin" => Origin(node, request),
        _ => null,
    };

    private static object Examine(SimulatedNode node, JsonElement request)
    {
        string? user = Optional(request, "user");
        string[] times = [.. node.Site.World.SyncTimes.Where(t => Paths(request).Any() && node.Site.Volumes.Any(v => t.Contains(v.Id, StringComparison.Ordinal)))];
        return new
        {
            node = new
            {
                gsyncd = node.Has("gsyncd") ? Gsyncd : null,
                rsync = node.Access.Rsync,
                sharedStorage = false,
                syncTimes = times,
                hasSession = Optional(request, "session") is { } session && node.Site.World.LeftOverSessions.Contains(session),
                account = user is null ? null : Account(node, user),
                mountbroker = user is null ? null : Facts(node, user),
            },
        };
    }

    private static object Account(SimulatedNode node, string user) => node.Access.Groups(user) is { } groups
        ? new { exists = true, isRoot = user == "root", homeExists = true, canLogIn = true, groups }
        : new { exists = false };

    private static object Facts(SimulatedNode node, string user) => new
    {
        text = node.Access.Volfile,
        root = node.Access.Options.GetValueOrDefault("mountbroker-root"),
        group = node.Access.Options.GetValueOrDefault("geo-replication-log-group"),
        volumes = node.Access.MountableBy(user),
        paths = Array.Empty<object>(),
    };

    private static object Forget(SimulatedNode node, JsonElement request)
    {
        string[] blobs = [.. Texts(request, "keys").Select(k => k.Split(' ')[1])];
        string user = request.GetProperty("user").GetString()!;
        string[] gone = [.. node.Access.Keys(user).Where(k => k.Split(' ').Intersect(blobs).Any())];
        node.Access.SetKeys(user, [.. node.Access.Keys(user).Except(gone)]);
        return new { node = new { path = $"/home/{user}/.ssh/authorized_keys", missing = Array.Empty<string>(), changed = gone } };
    }

    private static object ChangeKeys(SimulatedNode node, JsonElement request, Func<string[], string[], string[]> change)
    {
        string user = request.GetProperty("user").GetString()!;
        if (node.Access.Groups(user) is null)
        {
            return AgentProtocol.Error("invalid", $"there is no user {user}");
        }

        string[] keys = [.. Texts(request, "keys")];
        string[] before = [.. node.Access.Keys(user)];
        string[] after = change(before, keys);
        bool dry = request.TryGetProperty("dry", out JsonElement asked) && asked.ValueKind == JsonValueKind.True;
        if (!dry && !after.SequenceEqual(before))
        {
            if (node.Access.IsHomeFull)
            {
                return AgentProtocol.Error("no-space", "No space left on device: None");
            }

            node.Access.SetKeys(user, after);
        }

        return new
        {
            node = new
            {
                path = $"/home/{user}/.ssh/authorized_keys",
                missing = keys.Except(before),
                changed = keys.Where(k => before.Contains(k) != after.Contains(k)),
            },
        };
    }

    private static object Ways(JsonElement request, Func<JsonElement, string?> ask) => new
    {
        ways = request.GetProperty("ways").EnumerateArray().Select(way => new
        {
            host = way.GetProperty("host").GetString(),
            port = way.GetProperty("port").GetInt32(),
            greets = way.GetProperty("greets").GetBoolean(),
            problem = ask(way),
        }).ToArray(),
    };

    private static string? Reach(SimulatedNode node, JsonElement way)
    {
        string host = way.GetProperty("host").GetString()!;
        SimulatedNode? other = node.Site.World.Sites.SelectMany(s => s.Nodes).FirstOrDefault(n => n.Name == host);
        return other switch
        {
            null => "Name or service not known",
            _ when node.Access.Blocked.Contains(host) || !other.IsUp => "timed out",
            { IsGlusterdUp: false } when way.GetProperty("port").GetInt32() == 24007 => "Connection refused",
            _ => null,
        };
    }

    private static string? LogIn(SimulatedNode node, JsonElement way, JsonElement request)
    {
        if (Reach(node, way) is { } problem)
        {
            return problem;
        }

        string user = request.GetProperty("user").GetString()!;
        SimulatedNode other = node.Site.World.Sites.SelectMany(s => s.Nodes).First(n => n.Name == way.GetProperty("host").GetString());
        return !other.Access.Keys(user).Any(k => k.StartsWith("command=", StringComparison.Ordinal) && k.EndsWith(node.Access.PublicKey, StringComparison.Ordinal))
            ? $"{user}@{other.Name}: Permission denied (publickey)."
            : other.Site.Volumes.Any(v => v.Name == request.GetProperty("volume").GetString()) ? null : "Volume does not exist";
    }

    private static object Enable(SimulatedNode node, JsonElement request)
    {
        (string user, string volume) = (request.GetProperty("user").GetString()!, request.GetProperty("volume").GetString()!);
        NodeAccess access = node.Access;
        string before = access.Volfile;
        Dictionary<string, string> options = new(access.Options, StringComparer.Ordinal);
        options.TryAdd("mountbroker-root", request.GetProperty("root").GetString()!);
        options.TryAdd("geo-replication-log-group", request.GetProperty("group").GetString()!);
        options[$"mountbroker-geo-replication.{user}"] = string.Join(',', access.MountableBy(user).Append(volume).Distinct());
        access.Volfile = Text(options);
        access.Restarts += access.Volfile == before ? 0 : 1;
        return new { node = new { restarted = access.Volfile != before } };
    }

    private static object Revert(SimulatedNode node, JsonElement request)
    {
        JsonElement before = request.GetProperty("before");
        (string user, string volume) = (request.GetProperty("user").GetString()!, request.GetProperty("volume").GetString()!);
        string text = before.GetProperty("text").GetString()!;
        string old = node.Access.Volfile;
        bool stays = Texts(before, "volumes").Contains(volume);
        node.Access.Volfile = stays || text != old ? text : Text(Without(node.Access, user, volume));
        node.Access.Restarts += node.Access.Volfile == old ? 0 : 1;
        return new { node = new { restarted = true } };
    }

    private static Dictionary<string, string> Without(NodeAccess access, string user, string volume)
    {
        Dictionary<string, string> options = new(access.Options, StringComparer.Ordinal);
        string name = $"mountbroker-geo-replication.{user}";
        options[name] = string.Join(',', access.MountableBy(user).Where(v => v != volume));
        if (options[name].Length == 0)
        {
            options.Remove(name);
        }

        return options;
    }

    private static object Origin(SimulatedNode node, JsonElement request)
    {
        string volume = request.GetProperty("volume").GetString()!;
        SimulatedSession[] sessions = [.. node.Site.World.Sessions.Where(s => s.Secondary.Site == node.Site && s.Secondary.Name == volume)];
        return new
        {
            node = new
            {
                processes = sessions.Where(s => s.State == SessionState.Started).SelectMany(s => s.Primary.Subvolumes.SelectMany(v => v.Bricks).Select(b => new
                {
                    primaryVolume = s.Primary.Name,
                    secondary = s.SecondaryUrl,
                    node = b.Node.Name,
                    nodeId = b.Node.Id,
                    brick = b.Path,
                })).ToArray(),
                logs = Array.Empty<object>(),
                marks = Paths(request).Select(p => new { path = p, changed = (double?)null, times = Array.Empty<object>() }).ToArray(),
                keys = Texts(request, "users").SelectMany(u => node.Access.Keys(u).Select(k => new { user = u, comment = k.Split(' ')[^1] })).ToArray(),
            },
        };
    }

    private static string Text(Dictionary<string, string> options) =>
        $"volume management\n    type mgmt/glusterd\n{string.Concat(options.Select(o => $"    option {o.Key} {o.Value}\n"))}end-volume\n";

    private static string? Optional(JsonElement request, string name) => request.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static IEnumerable<string> Paths(JsonElement request) => Texts(request, "paths");

    private static IEnumerable<string> Texts(JsonElement request, string name) =>
        request.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(p => p.GetString() ?? "") : [];
}
