using System.Text.Json;
using System.Text.Json.Nodes;
using GlusterDr.Gluster.Agent;
using GlusterDr.Remote;
using GlusterDr.Replication;
using GlusterDr.Sessions.Origins;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Sites;

namespace GlusterDr.Sessions.Control;

/// <summary>Reads and changes what a session needs on a node: keys, permissions, connections to other nodes.</summary>
public sealed class SessionAgent(IRemoteRunner runner)
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(2);

    /// <summary>Reads what is installed and configured on a node. Changes nothing.</summary>
    /// <param name="host">The node.</param>
    /// <param name="brickPaths">Its bricks of the primary volume; none at a secondary.</param>
    /// <param name="user">The unprivileged user of the session; null: root.</param>
    /// <param name="session">The session whose files are searched at the primary; null: none.</param>
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

    /// <summary>The public key with which the gsyncd of a primary node logs in.</summary>
    public async Task<string> ReadPublicKeyAsync(RemoteHost host, CancellationToken cancellation)
    {
        AgentReply reply = await AskAsync(host, new("public"), cancellation);
        string key = reply.ReadNode<JsonObject>()["publicKey"]?.GetValue<string>() ?? "";
        return SessionKeys.IsPublicKey(key) ? key : throw reply.Unreadable("it is not a public key");
    }

    /// <summary>All public keys of a primary node that Gluster copies to a secondary: that of gsyncd, and that of tar if it exists.</summary>
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

    /// <summary>Adds lines to a user's authorized keys; the file is replaced atomically.</summary>
    public Task<SessionKeys.Change> AuthorizeAsync(RemoteHost host, string user, IReadOnlyList<string> lines, CancellationToken cancellation) =>
        KeysAsync(host, new("authorize") { User = user, Keys = lines }, cancellation);

    /// <summary>Removes exactly these lines from a user's authorized keys.</summary>
    public Task<SessionKeys.Change> RevokeAsync(RemoteHost host, string user, IReadOnlyList<string> lines, CancellationToken cancellation) =>
        KeysAsync(host, new("revoke") { User = user, Keys = lines }, cancellation);

    /// <summary>Removes every line with these keys from a user's authorized keys, whatever command it permits.</summary>
    public Task<SessionKeys.Change> ForgetKeysAsync(RemoteHost host, string user, IReadOnlyList<string> publicKeys, CancellationToken cancellation) =>
        KeysAsync(host, new("forget") { User = user, Keys = publicKeys }, cancellation);

    /// <summary>Tests from this node whether ports of other nodes answer.</summary>
    public Task<IReadOnlyList<NodeWay>> ReachAsync(RemoteHost host, IReadOnlyList<NodeWay> ways, CancellationToken cancellation) =>
        WaysAsync(host, new("reach") { Ways = ways }, cancellation);

    /// <summary>Logs in at other nodes as the gsyncd of this node does: with its key, user and first command.</summary>
    public Task<IReadOnlyList<NodeWay>> LogInAsync(
        RemoteHost host, IReadOnlyList<NodeWay> ways, string user, string volume, CancellationToken cancellation) =>
        WaysAsync(host, new("login") { Ways = ways, User = GlusterNames.RequireUser(user), Volume = GlusterNames.RequireVolume(volume) }, cancellation);

    /// <summary>
    /// Permits an unprivileged user to mount a volume, and restarts glusterd if it has not read that yet. A directory and a group that are
    /// already set are kept.
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

    /// <summary>Removes what <see cref="EnableMountbrokerAsync"/> has added since then.</summary>
    public async Task RevertMountbrokerAsync(
        RemoteHost host, string user, string volume, NodeFacts.MountbrokerSettings settings, NodeFacts.MountbrokerFacts before, CancellationToken cancellation) =>
        await AskAsync(host, new("unmountbroker") { User = user, Volume = volume, Root = settings.Root, Before = before }, cancellation);

    /// <summary>Reads on a node of the secondary which primaries write to a volume.</summary>
    /// <param name="host">The node.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="brickPaths">Its bricks on this node.</param>
    /// <param name="users">The users whose authorized keys are read.</param>
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
