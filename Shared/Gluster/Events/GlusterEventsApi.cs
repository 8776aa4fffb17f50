using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Gluster.Events;

/// <summary>Configures where a pool posts its events, and restarts its event daemons.</summary>
/// <remarks>
/// Observed with GlusterFS 10.3: <c>webhook-add</c> stores the address on all nodes and reports OK, and so does <c>status</c>, although no
/// daemon runs, or the running ones post only to the addresses known at their start. So each node's daemon is restarted after a change,
/// and only a test event that arrives counts as success.
/// </remarks>
public sealed class GlusterEventsApi(IRemoteRunner runner, GlusterClient gluster)
{
    private const int SomeNodesOnly = 4;
    private const int AlreadyExists = 5;
    private const int NotThere = 6;
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(3);
    private static readonly Lazy<string> s_script = new(() => PythonScript.Read("Events.node_events"));

    /// <summary>Lists the daemon of every node. A node that does not answer has a problem text and does not affect the others.</summary>
    public Task<NodeEvents[]> ListAsync(GlusterPool pool, CancellationToken cancellation = default) =>
        OnEachAsync(pool, new NodeRequest("status"), cancellation);

    /// <summary>
    /// Stores an address with a token on all nodes; the token of an existing address is replaced. If a node is down, it is stored on the
    /// others: see <see cref="ListAsync"/>.
    /// </summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.EventsFailed"/>.</exception>
    public async Task StoreAsync(GlusterPool pool, Uri url, string token, CancellationToken cancellation = default)
    {
        NodeAnswer answer = await ChangeAsync(pool, "webhook-add", url, token, cancellation);
        if (answer.Code == AlreadyExists)
        {
            answer = await ChangeAsync(pool, "webhook-mod", url, token, cancellation);
        }

        if (answer.Code != SomeNodesOnly)
        {
            Check(pool, answer, "webhook-add");
        }
    }

    /// <summary>Removes an address on all nodes. A missing address is not an error.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.EventsFailed"/>.</exception>
    public async Task ForgetAsync(GlusterPool pool, Uri url, CancellationToken cancellation = default)
    {
        NodeAnswer answer = await ChangeAsync(pool, "webhook-del", url, null, cancellation);
        if (answer.Code != NotThere)
        {
            Check(pool, answer, "webhook-del");
        }
    }

    /// <summary>Restarts every daemon, so that it uses the stored addresses. Events during the restart are lost.</summary>
    public Task<NodeEvents[]> ReloadAsync(GlusterPool pool, CancellationToken cancellation = default) =>
        OnEachAsync(pool, new NodeRequest("reload"), cancellation);

    /// <summary>Lets nodes post a test event.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="nodeIds">The nodes; <c>gluster-eventsapi</c> must be installed there.</param>
    /// <param name="testId">The id of the test event: letters and digits.</param>
    /// <param name="cancellation">Cancels.</param>
    public Task<NodeEvents[]> TestAsync(
        GlusterPool pool, IEnumerable<string> nodeIds, string testId, CancellationToken cancellation = default) =>
        OnEachAsync(pool, new NodeRequest("test") { TestId = testId }, cancellation, [.. nodeIds]);

    private static NodeEvents Read(GlusterClient.Peer peer, string node, NodeAnswer answer) =>
        new(node, peer.NodeId, answer.Daemon ?? EventsDaemon.Running, answer.Webhooks)
        {
            Problem = answer.Error.Length > 0 ? answer.Error : null,
        };

    private Task<NodeAnswer> ChangeAsync(GlusterPool pool, string verb, Uri url, string? token, CancellationToken cancellation) =>
        RunAsync(pool.Nodes[0], new NodeRequest("change") { Verb = verb, Url = url.AbsoluteUri, Token = token }, cancellation);

    private async Task<NodeEvents[]> OnEachAsync(
        GlusterPool pool, NodeRequest request, CancellationToken cancellation, HashSet<string>? nodeIds = null)
    {
        // Only the first node is queried, because the node that answers reports itself as localhost.
        IReadOnlyList<GlusterClient.Peer> peers = await gluster.GetPeersAsync(new GlusterPool([pool.Nodes[0]]), cancellation);
        return await Task.WhenAll(peers.Where(peer => nodeIds?.Contains(peer.NodeId) != false).Select(async peer =>
        {
            RemoteHost host = HostOf(pool, peer);
            try
            {
                return Read(peer, host.Name, await RunAsync(host, request, cancellation));
            }
            catch (DrException e)
            {
                return new NodeEvents(host.Name, peer.NodeId, EventsDaemon.Unknown, []) { Problem = e.Error.Message };
            }
        }));
    }

    private static RemoteHost HostOf(GlusterPool pool, GlusterClient.Peer peer) => pool.Nodes[0] with
    {
        Name = peer.Host == "localhost" ? pool.Nodes[0].Name : peer.Host,
    };

    private async Task<NodeAnswer> RunAsync(RemoteHost host, NodeRequest request, CancellationToken cancellation)
    {
        RemoteCommand command = PythonScript.Command(s_script.Value, request, s_timeout);
        RemoteResult result = await runner.RunAsync(host, command, cancellation);
        NodeAnswer answer = Parse(host, result);
        return answer.Problem is null ? answer : throw Failed(host.Name, answer.Problem);
    }

    private static NodeAnswer Parse(RemoteHost host, RemoteResult result)
    {
        try
        {
            return JsonSerializer.Deserialize<NodeAnswer>(result.StandardOutput, DrJson.Options)!;
        }
        catch (JsonException)
        {
            throw Failed(host.Name, $"exit code {result.ExitCode}, {result.StandardError.Trim().Split('\n')[^1]}");
        }
    }

    private static void Check(GlusterPool pool, NodeAnswer answer, string verb)
    {
        if (answer.Code != 0)
        {
            string said = answer.Output.Length > 0 ? answer.Output : answer.Error;
            throw Failed(
                pool.Nodes[0].Name,
                answer.Code == SomeNodesOnly ? $"{verb} reached some nodes only: {said}" : $"{verb} ended with {answer.Code}: {said}");
        }
    }

    private static DrException Failed(string host, string why) => new(new Error(
        ErrorCodes.EventsFailed,
        ErrorClass.NeedsPerson,
        $"Gluster's events could not be set up: {why}.",
        host,
        "gluster-eventsapi",
        "All nodes must be up, with gluster-eventsapi, python3-requests and the directory /var/lib/glusterd/events."));
}
