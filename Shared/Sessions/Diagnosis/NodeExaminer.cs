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

/// <summary>Looks at each node of a session: its clock, what is installed, its log, its ways, its bricks.</summary>
public sealed class NodeExaminer(GlusterClient gluster, VolumeAgent agent, SessionAgent nodes, GSyncLogReader logs)
{
    /// <summary>What was logged longer ago than this explains nothing. A monitor tries again every 10 to 70 s.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>What a worker logged before its start counts for so long: it may be Active and Faulty by turns.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);

    private const int Ssh = 22;
    private const int AtOnce = 16;

    /// <summary>All nodes of both sides, a number of them at once.</summary>
    public async Task<IReadOnlyList<NodeLook>> LookAsync(NodeQuestion question, CancellationToken cancellation)
    {
        string[] near = [.. Hosts(question.Primary, question.View.Bricks.Select(b => b.Node))];
        string[] far = [.. Hosts(question.Secondary, [question.Session.SecondaryHost])];
        (string Name, bool IsSecondary)[] all = [.. near.Select(n => (n, false)), .. far.Select(n => (n, true))];
        return await AtMost.SelectAsync(AtOnce, all, (node, stop) => LookAsync(question, node.Name, node.IsSecondary, far, stop), cancellation);
    }

    private static IEnumerable<string> Hosts(GlusterVolume? volume, IEnumerable<string> others) =>
        (volume?.Nodes.Select(n => n.Host) ?? []).Concat(others).Distinct(StringComparer.OrdinalIgnoreCase).Where(HostName.IsValid);

    private async Task<NodeLook> LookAsync(NodeQuestion question, string name, bool isSecondary, string[] far, CancellationToken cancellation)
    {
        try
        {
            return await (isSecondary ? SecondaryAsync(question, name, cancellation) : PrimaryAsync(question, name, far, cancellation));
        }
        catch (DrException e)
        {
            return new NodeLook(name, isSecondary) { Problem = $"node {name} could not be queried: {e.Error.Message}" };
        }
    }

    private async Task<NodeLook> PrimaryAsync(NodeQuestion question, string name, string[] far, CancellationToken cancellation)
    {
        RemoteHost host = question.PrimaryPool.Host(name);
        ClockOffset clock = await gluster.GetClockAsync(host, cancellation);
        string[] bricks = [.. (question.Primary?.Nodes ?? []).Where(n => n.Host == name).SelectMany(n => n.Bricks).Select(b => b.Path)];
        Task<GSyncLogFindings> log = logs.ExplainAsync(host, question.Session, false, Since(question, name, clock), cancellation);
        Task<NodeFacts> facts = nodes.ExamineAsync(host, bricks, null, null, cancellation);
        Task<IReadOnlyList<BrickFacts>> files = bricks.Length == 0
            ? Task.FromResult<IReadOnlyList<BrickFacts>>([])
            : agent.InspectBricksAsync(host, bricks, question.ProvenAt ?? DateTimeOffset.UnixEpoch, cancellation);
        Task<IReadOnlyList<NodeWay>> logins = nodes.LogInAsync(
            host, [.. far.Select(f => new NodeWay(f, Ssh))], question.Session.LoginUser, question.Session.SecondaryVolume, cancellation);
        await Task.WhenAll(log, facts, files, logins);
        return new NodeLook(name, false) { Clock = clock, Log = await log, Facts = await facts, Bricks = await files, Logins = await logins };
    }

    private async Task<NodeLook> SecondaryAsync(NodeQuestion question, string name, CancellationToken cancellation)
    {
        RemoteHost host = question.SecondaryPool.Host(name);
        ClockOffset clock = await gluster.GetClockAsync(host, cancellation);
        Task<GSyncLogFindings> log = logs.ExplainAsync(host, question.Session, true, SinceAtSecondary(question, clock), cancellation);
        Task<NodeFacts> facts = nodes.ExamineAsync(host, [], question.Session.SecondaryUser, null, cancellation);
        await Task.WhenAll(log, facts);
        return new NodeLook(name, true) { Clock = clock, Log = await log, Facts = await facts };
    }

    /// <summary>By the node's clock. Once all of a node's workers have run for a while, what went before them is over.</summary>
    private static DateTimeOffset Since(NodeQuestion question, string node, ClockOffset clock)
    {
        DateTimeOffset since = Earliest(question, clock);
        SessionBrick[] bricks = [.. question.View.Bricks.Where(b => string.Equals(b.Node, node, StringComparison.OrdinalIgnoreCase))];
        return AreSettled(bricks) && bricks.Min(b => b.StartedAt) is { } start && start > since ? start : since;
    }

    private static DateTimeOffset SinceAtSecondary(NodeQuestion question, ClockOffset clock)
    {
        DateTimeOffset since = Earliest(question, clock);
        return AreSettled([.. question.View.Bricks]) && question.Now + clock.Offset - question.View.Bricks.Max(b => b.Uptime!.Value) is var start && start > since ? start : since;
    }

    private static bool AreSettled(SessionBrick[] bricks) =>
        bricks.Length > 0 && bricks.All(b => b.State is GeoRepWorkerState.Active or GeoRepWorkerState.Passive && b.Uptime > Settled);

    private static DateTimeOffset Earliest(NodeQuestion question, ClockOffset clock) =>
        (question.LogSince is { } since && since > question.Now - Window ? since : question.Now - Window) + clock.Offset;
}
