using GlusterDr.Errors;
using GlusterDr.Gluster.Events;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Api.GlusterEvents;

/// <summary>Makes a pool send its events to this host, and verifies that they arrive.</summary>
public sealed class EventsInstaller(GlusterEventsApi events, NodeEventStore nodeEvents, WebhookToken token, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    // A datagram that arrives while the daemon restarts is lost.
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(3);

    /// <summary>The state of events on the nodes of a pool.</summary>
    public async Task<IReadOnlyList<NodeEventsReport>> LookAsync(GlusterPool pool, CancellationToken cancellation)
    {
        NodeEvents[] nodes = await events.ListAsync(pool, cancellation);
        return await Task.WhenAll(nodes.Select(node => ReportAsync(node, null, cancellation)));
    }

    /// <summary>
    /// Sets the webhook with the token of this host on all nodes, and sends a test event from each. If none arrives, the webhook is removed.
    /// </summary>
    /// <param name="pool">The pool.</param>
    /// <param name="url">The address of this host's webhook, as the nodes reach it.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="DrException"><see cref="ErrorCodes.EventsFailed"/>, <see cref="ErrorCodes.EventsNotHeard"/>.</exception>
    public async Task<IReadOnlyList<NodeEventsReport>> InstallAsync(GlusterPool pool, Uri url, CancellationToken cancellation)
    {
        ThrowIfNoWebhook(url);
        string secret = token.Secret ?? throw TakesNone();
        await events.StoreAsync(pool, url, secret, cancellation);
        NodeEvents[] nodes = await events.ReloadAsync(pool, cancellation);
        NodeEvents[] running = [.. nodes.Where(n => n.Daemon == EventsDaemon.Running)];
        HashSet<string> heard = running.Length == 0 ? [] : await HearAsync(pool, running, cancellation);
        if (heard.Count == 0)
        {
            await RemoveAsync(pool, url, cancellation);
            throw NotHeard(url, nodes);
        }

        NodeEvents[] now = await events.ListAsync(pool, cancellation);
        return await Task.WhenAll(now.Select(node =>
        {
            string? problem = node.Problem ?? nodes.FirstOrDefault(n => n.NodeId == node.NodeId)?.Problem;
            return ReportAsync(node with { Problem = problem }, heard.Contains(node.NodeId), cancellation);
        }));
    }

    /// <summary>Removes the webhook from all nodes. A node that does not answer is an error, after all others were changed.</summary>
    public async Task RemoveAsync(GlusterPool pool, Uri url, CancellationToken cancellation)
    {
        ThrowIfNoWebhook(url);
        try
        {
            await events.ForgetAsync(pool, url, cancellation);
        }
        finally
        {
            await events.ReloadAsync(pool, cancellation);
        }
    }

    /// <summary>The nodes whose event arrived. Read from the store, because another process of this host can have received it.</summary>
    private async Task<HashSet<string>> HearAsync(GlusterPool pool, NodeEvents[] nodes, CancellationToken cancellation)
    {
        string testId = Guid.NewGuid().ToString("n");
        HashSet<string> heard = new(StringComparer.Ordinal);
        HashSet<string> ids = [.. nodes.Select(n => n.NodeId)];
        long start = time.GetTimestamp();
        TimeSpan next = TimeSpan.Zero;
        while (heard.Count < nodes.Length && time.GetElapsedTime(start) < s_patience)
        {
            if (time.GetElapsedTime(start) >= next)
            {
                await events.TestAsync(pool, ids.Except(heard), testId, cancellation);
                next = time.GetElapsedTime(start) + s_again;
            }

            foreach (NodeEvents node in nodes.Where(n => !heard.Contains(n.NodeId)))
            {
                if ((await nodeEvents.FindAsync(node.NodeId, cancellation))?.TestId == testId)
                {
                    heard.Add(node.NodeId);
                }
            }

            await Task.Delay(s_pause, time, cancellation);
        }

        return heard;
    }

    private async Task<NodeEventsReport> ReportAsync(NodeEvents node, bool? heard, CancellationToken cancellation) =>
        new(node.Node, node.Daemon, node.Webhooks, (await nodeEvents.FindAsync(node.NodeId, cancellation))?.At, heard) { Problem = node.Problem };

    private static void ThrowIfNoWebhook(Uri url)
    {
        if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https") || url.AbsolutePath != GlusterWebhook.Route || url.UserInfo.Length > 0)
        {
            throw new DrException(new Error(
                ErrorCodes.NameInvalid,
                ErrorClass.Permanent,
                $"'{url}' is not an address of this host's webhook.",
                Advice: $"It is https://HOST{GlusterWebhook.Route}, or with http and a port, as the nodes reach it."));
        }
    }

    private static DrException TakesNone() => new(new Error(
        ErrorCodes.EventsFailed,
        ErrorClass.Permanent,
        "This host receives no events: it has no webhook token.",
        Advice: "Start the host with an address and a token for events. In Azure set GlusterWebhookToken.")
    {
        Actions = [AdvisedAction.Of(AdviceCodes.ReceiveEvents)],
    });

    private static DrException NotHeard(Uri url, NodeEvents[] nodes)
    {
        string stopped = string.Join(", ", nodes.Where(n => n.Daemon != EventsDaemon.Running).Select(n => $"{n.Node} ({n.Daemon}{(n.Problem is { } why ? $": {why}" : "")})"));
        return new(new Error(
            ErrorCodes.EventsNotHeard,
            ErrorClass.NeedsPerson,
            $"No test event arrived at {url}, so the webhook was removed. {(stopped.Length > 0 ? $"Daemons that do not run: {stopped}." : "All daemons run.")}",
            Advice: "From a node: gluster-eventsapi webhook-test URL; start daemons with systemctl enable --now glustereventsd; "
                + "check /var/log/glusterfs/events.log. Runs work without events, by polling."));
    }
}
