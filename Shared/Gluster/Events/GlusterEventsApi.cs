using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Gluster.Events;

/// <summary>Tells a pool where to post its events, and sees to it that its daemons do.</summary>
/// <remarks>
/// Seen with GlusterFS 10.3: <c>webhook-add</c> stores the address on all nodes and says OK, and <c>status</c> says OK too, while
/// no daemon runs, or while those that run post to none but the addresses of their start. So each node's daemon is restarted
/// after a change, and what counts is an event that comes from it.
/// </remarks>
public sealed class GlusterEventsApi(IRemoteRunner runner, GlusterClient gluster)
{
    private const int SomeNodesOnly = 4;
    private const int AlreadyExists = 5;
    private const int NotThere = 6;
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(3);
    private static readonly Lazy<string> s_script = new(() => PythonScript.Read("Events.node_events"));

    /// <summary>Every node's daemon. A node that can't be asked says why, and hinders no other.</summary>
    public Task<NodeEvents[]> ListAsync(GlusterPool pool, CancellationToken cancellation = default) =>
        OnEachAsync(pool, new NodeRequest("status"), cancellation);

    /// <summary>
    /// Stores an address on all nodes, or gives it this token where it is there already. Where a node is away, it is stored on the others:
    /// <see cref="ListAsync"/> tells.
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

    /// <summary>Forgets an address on all nodes; one that is not there is no error.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.EventsFailed"/>.</exception>
    public async Task ForgetAsync(GlusterPool pool, Uri url, CancellationToken cancellation = default)
    {
        NodeAnswer answer = await ChangeAsync(pool, "webhook-del", url, null, cancellation);
        if (answer.Code != NotThere)
        {
            Check(pool, answer, "webhook-del");
        }
    }

    /// <summary>Makes every daemon post to what is stored now; events on their way meanwhile are lost.</summary>
    public Task<NodeEvents[]> ReloadAsync(GlusterPool pool, CancellationToken cancellation = default) =>
        OnEachAsync(pool, new NodeRequest("reload"), cancellation);

    /// <summary>Has nodes post an event of our own.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="nodeIds">Which; one without <c>gluster-eventsapi</c> can't.</param>
    /// <param name="testId">What it carries, to be known again by: letters and digits.</param>
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
        // Of the first alone: whichever answers calls itself localhost.
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
