using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using GlusterDr.Gluster.Agent;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>
/// The protocol of the volume agent: python reads a script from standard input, and its last line calls <c>main</c> with a request. The script
/// is not run; the simulator gives the answer that it would give.
/// </summary>
internal static partial class AgentProtocol
{
    /// <summary>The operation that a command requests. Null: the command does not call the agent.</summary>
    public static string? KindOf(RemoteCommand command)
    {
        string script = command.StandardInput;
        int call = script.LastIndexOf("main(", StringComparison.Ordinal);
        Match match = call < 0 ? Match.Empty : Operation().Match(script, call);
        return match.Success ? match.Groups["name"].Value : null;
    }

    public static RemoteResult Run(SimulatedNode node, CommandCall call)
    {
        if (!VolumeAgentScript.TryReadRequest(call.Command, out JsonDocument? request))
        {
            return HostTools.Unexpected(node, call);
        }

        using (request)
        {
            JsonElement root = request.RootElement;
            string operation = root.GetProperty("operation").GetString() ?? "";
            object? answer = operation switch
            {
                "bricks" => BrickOperations.Bricks(node, root),
                "lost" => BrickOperations.LostChanges(node, root),
                "rollover" => BrickOperations.Rollover(node, call, root),
                "workers" => BrickOperations.Workers(node),
                _ => SessionOperations.Run(node, operation, root) ?? OnVolume(node, call, operation, root),
            };
            return answer is null ? HostTools.Unexpected(node, call) : new RemoteResult(0, JsonSerializer.Serialize(answer, AgentJson) + "\n", "");
        }
    }

    public static object Error(string code, string message) => new { error = new { code, message, log = Array.Empty<string>() } };

    private static JsonSerializerOptions AgentJson { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static object? OnVolume(SimulatedNode node, CommandCall call, string operation, JsonElement request)
    {
        string name = request.GetProperty("volume").GetString() ?? "";
        if (!node.IsGlusterdUp || node.Site.Volumes.FirstOrDefault(v => v.Name == name) is not { IsStarted: true } volume)
        {
            return Error("mount", $"the volume {name} cannot be mounted");
        }

        if (request.TryGetProperty("volumeId", out JsonElement wanted) && wanted.GetString() is { } id && id != volume.Id)
        {
            return Error("other-volume", $"the volume {name} is {volume.Id}, not {id} as it was when the run began");
        }

        return operation switch
        {
            "probe" => AgentOperations.Probe(volume, request),
            "metadata" => AgentOperations.Metadata(volume, request),
            "search" => AgentOperations.Search(volume, request),
            "marker" => AgentOperations.Marker(node, volume),
            "delete" => AgentOperations.Delete(volume, request, call),
            "trigger" => AgentOperations.Trigger(volume, request),
            "distrust" => AgentOperations.Distrust(volume, request),
            "amend" => AgentOperations.Amend(volume, request),
            "write" => AgentOperations.Write(volume, request, call),
            "lease" => LeaseOperations.Run(volume, request.GetProperty("lease"), call),
            "statfs" => new { totalBytes = volume.Capacity, freeBytes = volume.Free, empty = volume.Live.Keys.All(p => p.StartsWith(".glusterdr/", StringComparison.Ordinal)) },
            _ => null,
        };
    }

    [GeneratedRegex("""operation(\\u0022|\\?")\s*:\s*(\\u0022|\\?")(?<name>[a-z]+)""")]
    private static partial Regex Operation();
}
