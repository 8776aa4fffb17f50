using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Gluster.Agent;

/// <summary>The answer of the agent on one node. The constructor throws if it is an error.</summary>
internal sealed class AgentReply
{
    private const string Tried = "python3 - (the volume agent)";
    private readonly string _host;

    public AgentReply(RemoteHost host, RemoteResult result)
    {
        _host = host.Name;
        Answer = Parse(result);
        if (Answer.Error is { } error)
        {
            throw new DrException(From(error));
        }
    }

    public AgentAnswer Answer { get; }

    /// <summary>Reads a list from the answer, which must have this number of elements.</summary>
    public List<T> Read<T>(JsonElement list, int count)
    {
        List<T>? found = list.ValueKind == JsonValueKind.Array ? list.Deserialize<List<T>>(DrJson.Options) : null;
        return found?.Count == count ? found : throw Unreadable($"it has {found?.Count ?? 0} entries instead of {count}");
    }

    /// <summary>Reads a list of any length from the answer.</summary>
    public List<T> Read<T>(JsonElement list) => list.ValueKind == JsonValueKind.Array ? list.Deserialize<List<T>>(DrJson.Options)! : throw Unreadable("it has no list");

    /// <summary>Reads the object about the node from the answer.</summary>
    public T ReadNode<T>()
        where T : class =>
        (Answer.Node.ValueKind == JsonValueKind.Object ? Answer.Node.Deserialize<T>(DrJson.Options) : null)
            ?? throw Unreadable("it has no data of the node");

    public DrException Unreadable(string why) => new(new Error(
        ErrorCodes.OutputUnreadable,
        ErrorClass.Permanent,
        $"The volume agent's answer cannot be read: {why}.",
        _host,
        Tried,
        "Check that python3 there is 3.6 or newer."));

    private AgentAnswer Parse(RemoteResult result)
    {
        try
        {
            return JsonSerializer.Deserialize<AgentAnswer>(result.StandardOutput, DrJson.Options)!;
        }
        catch (JsonException)
        {
            string last = result.StandardError.Trim().Split('\n')[^1];
            throw Unreadable($"exit code {result.ExitCode}, {(last.Length > 0 ? last : "no message")}");
        }
    }

    private Error From(AgentAnswer.Failure error)
    {
        string log = error.Log.Count > 0 ? $" The mount's log: {string.Join(" | ", error.Log)}" : "";
        string message = $"{error.Message}.{log}";
        return error.Code switch
        {
            "mount" => new Error(
                ErrorCodes.VolumeUnavailable,
                ErrorClass.Transient,
                message,
                _host,
                Tried,
                "Check the volume's bricks: gluster volume status"),
            "no-space" => new Error(
                ErrorCodes.SecondaryFull, ErrorClass.NeedsPerson, message, _host, Tried, "Free space on the volume, or extend it."),
            "other-volume" => new Error(
                ErrorCodes.VolumeReplaced,
                ErrorClass.NeedsPerson,
                message,
                _host,
                Tried,
                "Find out who re-created the volume, or changed the address of the node's name. Its session must be re-created too."),
            "identity-unknown" => new Error(
                ErrorCodes.IdentityUnknown, ErrorClass.NeedsPerson, message, _host, Tried, "Check /var/lib/glusterd/vols on that node."),
            "invalid" => new Error(ErrorCodes.NameInvalid, ErrorClass.Permanent, message, _host, Tried),
            _ => new Error(ErrorCodes.CommandFailed, ErrorClass.Transient, message, _host, Tried, "Check the host's log."),
        };
    }
}
