using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Logs;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Sites;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>Reads each node of a session: clock, installed programs, log, logins at the secondary, bricks.</summary>
public sealed class NodeReader(GlusterClient gluster, VolumeAgent agent, SessionAgent nodes, GSyncLogReader logs)
{
    /// <summary>Older log lines are ignored. A monitor restarts its worker every 10 to 70 s, so a cause that persists is logged again.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>When a worker has run for this time, what was logged before its start is over. A worker can alternate between Active and Faulty.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);

    private const int Ssh = 22;
    private const int AtOnce = 16;

    /// <summary>All nodes of both sides, 16 at once.</summary>
    public async Task<IReadOnlyList<NodeStatus>> ReadAsync(NodeReadRequest request, CancellationToken cancellation)
    {
        string[] near = [.. Hosts(request.Primary, request.View.Bricks.Select(b => b.Node))];
        string[] far = [.. Hosts(request.Secondary, [request.Session.SecondaryHost])];
        (string Name, bool IsSecondary)[] all = [.. near.Select(n => (n, false)), .. far.Select(n => (n, true))];
        return await AtMost.SelectAsync(AtOnce, all, (node, stop) => ReadAsync(request, node.Name, node.IsSecondary, far, stop), cancellation);
    }

    private static IEnumerable<string> Hosts(GlusterVolume? volume, IEnumerable<string> others) =>
        (volume?.Nodes.Select(n => n.Host) ?? []).Concat(others).Distinct(StringComparer.OrdinalIgnoreCase).Where(HostName.IsValid);

    private async Task<NodeStatus> ReadAsync(NodeReadRequest request, string name, bool isSecondary, string[] far, CancellationToken cancellation)
    {
        try
        {
            return await (isSecondary ? SecondaryAsync(request, name, cancellation) : PrimaryAsync(request, name, far, cancellation));
        }
        catch (DrException e)
        {
            return new NodeStatus(name, isSecondary) { Problem = $"node {name} could not be queried: {e.Error.Message}" };
        }
    }

    private async Task<NodeStatus> PrimaryAsync(NodeReadRequest request, string name, string[] far, CancellationToken cancellation)
    {
        RemoteHost host = request.PrimaryPool.Host(name);
        ClockOffset clock = await gluster.GetClockAsync(host, cancellation);
        string[] bricks = [.. (request.Primary?.Nodes ?? []).Where(n => n.Host == name).SelectMany(n => n.Bricks).Select(b => b.Path)];
        Task<GSyncLogFindings> log = logs.ExplainAsync(host, request.Session, false, Since(request, name, clock), cancellation);
        Task<NodeFacts> facts = nodes.ExamineAsync(host, bricks, null, null, cancellation);
        Task<IReadOnlyList<BrickFacts>> files = bricks.Length == 0
            ? Task.FromResult<IReadOnlyList<BrickFacts>>([])
            : agent.InspectBricksAsync(host, bricks, request.ProvenAt ?? DateTimeOffset.UnixEpoch, cancellation);
        Task<IReadOnlyList<NodeWay>> logins = nodes.LogInAsync(
            host, [.. far.Select(f => new NodeWay(f, Ssh))], request.Session.LoginUser, request.Session.SecondaryVolume, cancellation);
        await Task.WhenAll(log, facts, files, logins);
        return new NodeStatus(name, false) { Clock = clock, Log = await log, Facts = await facts, Bricks = await files, Logins = await logins };
    }

    private async Task<NodeStatus> SecondaryAsync(NodeReadRequest request, string name, CancellationToken cancellation)
    {
        RemoteHost host = request.SecondaryPool.Host(name);
        ClockOffset clock = await gluster.GetClockAsync(host, cancellation);
        Task<GSyncLogFindings> log = logs.ExplainAsync(host, request.Session, true, SinceAtSecondary(request, clock), cancellation);
        Task<NodeFacts> facts = nodes.ExamineAsync(host, [], request.Session.SecondaryUser, null, cancellation);
        await Task.WhenAll(log, facts);
        return new NodeStatus(name, true) { Clock = clock, Log = await log, Facts = await facts };
    }

    /// <summary>The start of the log lines that count, by the clock of the node. When all workers of a node have run for a while, earlier lines are over.</summary>
    private static DateTimeOffset Since(NodeReadRequest request, string node, ClockOffset clock)
    {
        DateTimeOffset since = Earliest(request, clock);
        SessionBrick[] bricks = [.. request.View.Bricks.Where(b => string.Equals(b.Node, node, StringComparison.OrdinalIgnoreCase))];
        return AreSettled(bricks) && bricks.Min(b => b.StartedAt) is { } start && start > since ? start : since;
    }

    private static DateTimeOffset SinceAtSecondary(NodeReadRequest request, ClockOffset clock)
    {
        DateTimeOffset since = Earliest(request, clock);
        return AreSettled([.. request.View.Bricks]) && request.Now + clock.Offset - request.View.Bricks.Max(b => b.Uptime!.Value) is var start && start > since ? start : since;
    }

    private static bool AreSettled(SessionBrick[] bricks) =>
        bricks.Length > 0 && bricks.All(b => b.State is GeoRepWorkerState.Active or GeoRepWorkerState.Passive && b.Uptime > Settled);

    private static DateTimeOffset Earliest(NodeReadRequest request, ClockOffset clock) =>
        (request.LogSince is { } since && since > request.Now - Window ? since : request.Now - Window) + clock.Offset;
}
