using GlusterDr.Activities.Sync.Preflight;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Replication;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Sites;

namespace GlusterDr.Activities.Sessions.SetUp.Checks;

/// <summary>Checks the nodes of both sides: installed programs, accounts, connections, clocks.</summary>
public sealed class NodeChecks(GlusterClient gluster, SessionAgent agent)
{
    private const int Ssh = 22;

    /// <summary>From 3.5.0 on rsync writes nothing into the directory that gsyncd has unmounted lazily, and reports success.</summary>
    private static readonly Version s_rsyncTrap = new(3, 5);

    private static readonly TimeSpan s_mostSkew = TimeSpan.FromSeconds(1);

    /// <summary>Makes all checks in parallel. A check that fails is a finding.</summary>
    public async Task<NodeReport> CheckAsync(SetUpSides sides, Findings findings, CancellationToken cancellation)
    {
        Task<NodeFacts?>[] primary = [.. sides.PrimaryNodes.Select(n => ExamineAsync(n, Bricks(sides, n), null, sides.Request.Session, findings, cancellation))];
        Task<NodeFacts?>[] secondary = [.. sides.SecondaryNodes.Select(n => ExamineAsync(n, [], sides.Request.Session.SecondaryUser, null, findings, cancellation))];
        await Task.WhenAll(
            [
                .. primary, .. secondary,
                .. sides.PrimaryNodes.Select(n => CheckWaysAsync(n, sides, findings, cancellation)),
                CheckClocksAsync(sides, findings, cancellation),
            ]);
        NodeFacts?[] near = await Task.WhenAll(primary);
        NodeFacts?[] far = await Task.WhenAll(secondary);
        for (int i = 0; i < far.Length; i++)
        {
            if (sides.Request.IsUnprivileged && far[i] is { } facts)
            {
                CheckAccount(sides, sides.SecondaryNodes[i].Name, facts, findings);
            }
        }

        return new(
            ByNode(sides.SecondaryNodes, far, f => f.Gsyncd),
            ByNode(sides.SecondaryNodes, far, f => f.Mountbroker),
            Config(sides, [.. near.OfType<NodeFacts>()], [.. far.OfType<NodeFacts>()], findings),
            near.OfType<NodeFacts>().Any(f => f.SyncTimes.Any(t => t.Contains(sides.Secondary.Id, StringComparison.OrdinalIgnoreCase))),
            [.. sides.PrimaryNodes.Where((_, i) => near[i] is { HasSession: true }).Select(n => n.Name)]);
    }

    private static IReadOnlyList<string> Bricks(SetUpSides sides, RemoteHost node) =>
        [.. sides.Primary.Nodes.Where(n => string.Equals(n.Host, node.Name, StringComparison.OrdinalIgnoreCase)).SelectMany(n => n.Bricks).Select(b => b.Path)];

    private static Dictionary<string, T> ByNode<T>(IReadOnlyList<RemoteHost> nodes, NodeFacts?[] facts, Func<NodeFacts, T?> part)
        where T : class
    {
        Dictionary<string, T> found = new(StringComparer.Ordinal);
        for (int i = 0; i < nodes.Count; i++)
        {
            if (facts[i] is { } known && part(known) is { } value)
            {
                found[nodes[i].Name] = value;
            }
        }

        return found;
    }

    private async Task<NodeFacts?> ExamineAsync(
        RemoteHost node, IReadOnlyList<string> bricks, string? user, GeoRepSession? session, Findings findings, CancellationToken cancellation)
    {
        string subject = $"node {node.Name}";
        if (await findings.TryAsync(subject, () => agent.ExamineAsync(node, bricks, user, session, cancellation)) is not { } facts)
        {
            return null;
        }

        if (facts.Gsyncd is null)
        {
            findings.Fail(subject, ErrorCodes.NodeUnfit, "gsyncd is not installed", "Install Gluster's geo-replication package there (Debian: glusterfs-server, RHEL: glusterfs-geo-replication).");
        }

        if (facts.Rsync is null)
        {
            findings.Fail(subject, ErrorCodes.NodeUnfit, "rsync is not installed", "Install rsync there.");
        }
        else
        {
            findings.Ok(subject, $"rsync {facts.Rsync}");
        }

        return facts;
    }

    private static void CheckAccount(SetUpSides sides, string node, NodeFacts facts, Findings findings)
    {
        string user = sides.Request.User;
        string group = facts.Mountbroker?.Group ?? sides.Request.Mountbroker.Group;
        string make = $"On {node}: groupadd -f {group}; useradd -m -s /bin/bash -G {group} {user} (or usermod -a -G {group} {user})";
        string? fault = facts.Account switch
        {
            not { Exists: true } => $"user {user} does not exist",
            { IsRoot: true } => $"{user} is root by another name",
            { HomeExists: false } => $"the home directory of {user} does not exist",
            { CanLogIn: false } => $"the shell of {user} permits no commands",
            { Groups: { } groups } when !groups.Contains(group) => $"{user} is not in the group {group}, which may mount for geo-replication",
            _ => null,
        };
        if (fault is not null)
        {
            findings.Fail($"node {node}", ErrorCodes.NodeUnfit, fault, make);
        }
        else if (facts.Mountbroker is { } broker && (broker.Root is null || !broker.Volumes.Contains(sides.Secondary.Name)))
        {
            findings.Warn(
                $"node {node}", ErrorCodes.NodeUnfit, $"{user} may not mount {sides.Secondary.Name} yet: it will be permitted, and glusterd will be restarted there",
                "Where systemd's unit has KillMode=control-group, as on Debian, the bricks of that node restart with it.");
        }
    }

    private async Task CheckWaysAsync(RemoteHost node, SetUpSides sides, Findings findings, CancellationToken cancellation)
    {
        NodeWay[] ways = [.. sides.SecondaryNodes.Select(n => new NodeWay(n.Name, Ssh, Greets: true)), NodeWay.ToGlusterd(sides.Request.Session.SecondaryHost)];
        string subject = $"node {node.Name}";
        if (await findings.TryAsync(subject, () => agent.ReachAsync(node, ways, cancellation)) is not { } tried)
        {
            return;
        }

        NodeWay[] blocked = [.. tried.Where(w => w.Problem is not null)];
        foreach (NodeWay way in blocked)
        {
            findings.Fail(
                subject, ErrorCodes.NodeUnreachable, $"it does not reach {way.Host} port {way.Port}: {way.Problem}",
                way.Port == Ssh
                    ? $"Every primary node logs in at every secondary node: make sure that {node.Name} reaches it and resolves its name."
                    : $"Gluster asks the secondary's glusterd for the volume when the session is created: make sure that {node.Name} reaches it.");
        }

        if (blocked.Length == 0)
        {
            findings.Ok(subject, $"it reaches {string.Join(", ", sides.SecondaryNodes.Select(n => n.Name))} by ssh");
        }
    }

    private async Task CheckClocksAsync(SetUpSides sides, Findings findings, CancellationToken cancellation)
    {
        ClockOffset?[] offsets = await Task.WhenAll(sides.PrimaryNodes.Select(node =>
            findings.TryAsync($"node {node.Name}", () => gluster.GetClockAsync(node, cancellation), needed: false)));
        ClockOffset[] known = [.. offsets.OfType<ClockOffset>()];
        if (known.Length < 2)
        {
            return;
        }

        ClockOffset first = known.MinBy(o => o.Offset)!;
        ClockOffset last = known.MaxBy(o => o.Offset)!;
        TimeSpan surely = last.Offset - first.Offset - first.Uncertainty - last.Uncertainty;
        if (surely > s_mostSkew)
        {
            sides.Weigh(
                findings, "clocks of the primary nodes", ErrorCodes.ClockSkew,
                $"they differ by more than {surely.TotalSeconds:0.0} s: changes would be taken for older or newer than they are", "Synchronize the clocks of all nodes with NTP (chrony).");
        }
        else
        {
            findings.Ok("clocks of the primary nodes", $"within {s_mostSkew.TotalSeconds:0} s");
        }
    }

    private static Dictionary<string, string> Config(
        SetUpSides sides, IReadOnlyList<NodeFacts> near, IReadOnlyList<NodeFacts> far, Findings findings)
    {
        Dictionary<string, string> config = new(StringComparer.Ordinal) { ["sync-method"] = "rsync" };
        if (near.Concat(far).Any(f => f.Rsync is { } text && Version.TryParse(text.Contains('.') ? text : text + ".0", out Version? rsync) && rsync >= s_rsyncTrap))
        {
            config["secondary-access-mount"] = "true";
            findings.Ok($"session {sides.Request.Session}", $"secondary-access-mount will be on: rsync {s_rsyncTrap} and later leaves files empty without");
        }

        if (sides.Request.IsUnprivileged)
        {
            // Gluster's own attributes are trusted ones, which rsync may not write there: each batch would be tried ten times.
            config["sync-xattrs"] = "false";
        }

        bool storage = near.Count > 0 && near.All(f => f.SharedStorage);
        bool shared = sides.Primary.Subvolumes.Any(s => s.GroupBy(b => b.NodeId).Any(g => g.Count() > 1));
        if (storage)
        {
            config["use-meta-volume"] = "true";
        }
        else if (shared)
        {
            findings.Warn(
                $"volume {sides.Primary.Name}", ErrorCodes.SettingUnsafe,
                "bricks of a subvolume share a node, and gluster_shared_storage is not mounted on all primary nodes: several workers of a subvolume may be Active",
                "gluster volume set all cluster.enable-shared-storage enable, then the session's use-meta-volume.");
        }

        return config;
    }
}
