using System.Text.Json;
using System.Text.Json.Nodes;
using GlusterDr.Gluster.Agent;
using GlusterDr.Remote;
using GlusterDr.Replication;
using GlusterDr.Sessions.Origins;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Sites;

namespace GlusterDr.Sessions.Control;

/// <summary>Looks at, and changes, what a session needs on a node itself: keys, rights, ways to other nodes.</summary>
public sealed class SessionAgent(IRemoteRunner runner)
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(2);

    /// <summary>What a node has for its part. Changes nothing.</summary>
    /// <param name="host">The node.</param>
    /// <param name="brickPaths">Its bricks of the primary volume; none at a secondary.</param>
    /// <param name="user">The unprivileged user of the session; null: root.</param>
    /// <param name="session">Whose files at the primary are looked for; null: none.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<NodeFacts> ExamineAsync(
        RemoteHost host, IReadOnlyList<string> brickPaths, string? user, GeoRepSession? session, CancellationToken cancellation)
    {
        SessionAgentRequest request = new("examine")
        {
            Paths = [.. brickPaths.Select(GlusterNames.RequireBrickPath)],
            User = user,
            Session = session?.FolderName,
        };
        return (await AskAsync(host, request, cancellation)).ReadNode<NodeFacts>();
    }

    /// <summary>The public half of the key with which a primary node's gsyncd logs in.</summary>
    public async Task<string> ReadPublicKeyAsync(RemoteHost host, CancellationToken cancellation)
    {
        AgentReply reply = await AskAsync(host, new("public"), cancellation);
        string key = reply.ReadNode<JsonObject>()["publicKey"]?.GetValue<string>() ?? "";
        return SessionKeys.IsPublicKey(key) ? key : throw reply.Unreadable("it is not a public key");
    }

    /// <summary>All keys that Gluster carries to a secondary for a primary node: that for gsyncd, and that for tar where it has been made.</summary>
    public async Task<IReadOnlyList<string>> ReadPublicKeysAsync(RemoteHost host, CancellationToken cancellation)
    {
        AgentReply reply = await AskAsync(host, new("public"), cancellation);
        JsonObject node = reply.ReadNode<JsonObject>();
        string[] keys = [.. new[] { node["publicKey"], node["tarKey"] }.OfType<JsonNode>().Select(k => k.GetValue<string>())];
        return keys.Length > 0 && keys.All(SessionKeys.IsPublicKey) ? keys : throw reply.Unreadable("it is not a public key");
    }

    /// <summary>Which of these lines a user's authorized keys lack. Changes nothing.</summary>
    public Task<SessionKeys.Change> FindMissingKeysAsync(RemoteHost host, string user, IReadOnlyList<string> lines, CancellationToken cancellation) =>
        KeysAsync(host, new("authorize") { User = user, Keys = lines, Dry = true }, cancellation);

    /// <summary>Adds lines to a user's authorized keys, the file whole or not at all.</summary>
    public Task<SessionKeys.Change> AuthorizeAsync(RemoteHost host, string user, IReadOnlyList<string> lines, CancellationToken cancellation) =>
        KeysAsync(host, new("authorize") { User = user, Keys = lines }, cancellation);

    /// <summary>Removes exactly these lines from a user's authorized keys.</summary>
    public Task<SessionKeys.Change> RevokeAsync(RemoteHost host, string user, IReadOnlyList<string> lines, CancellationToken cancellation) =>
        KeysAsync(host, new("revoke") { User = user, Keys = lines }, cancellation);

    /// <summary>Removes every line of these keys from a user's authorized keys, whatever it lets them start.</summary>
    public Task<SessionKeys.Change> ForgetKeysAsync(RemoteHost host, string user, IReadOnlyList<string> publicKeys, CancellationToken cancellation) =>
        KeysAsync(host, new("forget") { User = user, Keys = publicKeys }, cancellation);

    /// <summary>Whether ports of other nodes answer, asked from this one.</summary>
    public Task<IReadOnlyList<NodeWay>> ReachAsync(RemoteHost host, IReadOnlyList<NodeWay> ways, CancellationToken cancellation) =>
        WaysAsync(host, new("reach") { Ways = ways }, cancellation);

    /// <summary>Logs in at other nodes as this one's gsyncd will: with its key, its user, and its first command.</summary>
    public Task<IReadOnlyList<NodeWay>> LogInAsync(
        RemoteHost host, IReadOnlyList<NodeWay> ways, string user, string volume, CancellationToken cancellation) =>
        WaysAsync(host, new("login") { Ways = ways, User = GlusterNames.RequireUser(user), Volume = GlusterNames.RequireVolume(volume) }, cancellation);

    /// <summary>
    /// Lets an unprivileged user mount a volume. glusterd is restarted where it has not read that yet. A root and a group that are set stay.
    /// </summary>
    public async Task EnableMountbrokerAsync(
        RemoteHost host, string user, string volume, NodeFacts.MountbrokerSettings settings, CancellationToken cancellation) =>
        await AskAsync(
            host,
            new("mountbroker")
            {
                User = GlusterNames.RequireUser(user),
                Volume = GlusterNames.RequireVolume(volume),
                Root = settings.Root,
                Group = settings.Group,
            },
            cancellation);

    /// <summary>Takes back what <see cref="EnableMountbrokerAsync"/> has added since then.</summary>
    public async Task RevertMountbrokerAsync(
        RemoteHost host, string user, string volume, NodeFacts.MountbrokerSettings settings, NodeFacts.MountbrokerFacts before, CancellationToken cancellation) =>
        await AskAsync(host, new("unmountbroker") { User = user, Volume = volume, Root = settings.Root, Before = before }, cancellation);

    /// <summary>What a node of the secondary knows of who writes to a volume.</summary>
    /// <param name="host">The node.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="brickPaths">Its bricks on this node.</param>
    /// <param name="users">Whose authorized keys are looked at.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<OriginFacts> FindOriginAsync(
        RemoteHost host, string volume, IReadOnlyList<string> brickPaths, IReadOnlyList<string> users, CancellationToken cancellation)
    {
        SessionAgentRequest request = new("origin")
        {
            Volume = GlusterNames.RequireVolume(volume),
            Paths = [.. brickPaths.Select(GlusterNames.RequireBrickPath)],
            Users = users,
        };
        return (await AskAsync(host, request, cancellation)).ReadNode<OriginFacts>();
    }

    private async Task<SessionKeys.Change> KeysAsync(RemoteHost host, SessionAgentRequest request, CancellationToken cancellation)
    {
        GlusterNames.RequireUser(request.User!);
        return (await AskAsync(host, request, cancellation)).ReadNode<SessionKeys.Change>();
    }

    private async Task<IReadOnlyList<NodeWay>> WaysAsync(RemoteHost host, SessionAgentRequest request, CancellationToken cancellation)
    {
        foreach (NodeWay way in request.Ways!)
        {
            HostName.Require(way.Host);
        }

        AgentReply reply = await AskAsync(host, request, cancellation);
        return reply.Read<NodeWay>(reply.Answer.Ways, request.Ways.Count);
    }

    private async Task<AgentReply> AskAsync(RemoteHost host, SessionAgentRequest request, CancellationToken cancellation) =>
        new(host, await runner.RunAsync(host, VolumeAgentScript.Command(request, s_timeout), cancellation));
}
