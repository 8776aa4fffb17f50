using GlusterDr.Api.GlusterEvents;
using GlusterDr.Gluster.Events;

namespace GlusterDr.Local.Cli.Text;

/// <summary>Text of the state of Gluster's events.</summary>
internal static class EventsText
{
    public static string Nodes(IReadOnlyList<NodeEventsReport> nodes, DateTimeOffset now)
    {
        TextTable table = new("NODE", "DAEMON", "POSTS TO", "LAST EVENT");
        foreach (NodeEventsReport node in nodes)
        {
            table.Add(
                node.Node,
                node.Daemon.ToString().ToLowerInvariant(),
                node.Webhooks.Count == 0 ? "nowhere" : string.Join(", ", node.Webhooks),
                node.Heard == false ? "its test event did not arrive" : Printable.Age(node.LastHeard, now));
        }

        string problems = string.Concat(nodes.Where(n => n.Problem is not null).Select(n => $"{n.Node}: {n.Problem}{Environment.NewLine}"));
        string advice = nodes.Any(n => n.Daemon is EventsDaemon.Stopped or EventsDaemon.Absent)
            ? "A node without a running daemon sends no events: systemctl enable --now glustereventsd" + Environment.NewLine
            : "";
        return table + problems + advice;
    }
}
