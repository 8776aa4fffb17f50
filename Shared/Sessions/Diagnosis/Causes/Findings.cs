using GlusterDr.Gluster.Logs;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Diagnosis.Causes;

/// <summary>The facts of a session, with the conclusions that several causes need.</summary>
internal sealed class Findings(SessionFacts facts)
{
    public SessionFacts Facts => facts;

    public SessionView View => facts.View;

    public GeoRepSession Session => facts.View.Session;

    public IEnumerable<NodeStatus> Primaries => facts.Nodes.Where(n => !n.IsSecondary);

    public IEnumerable<NodeStatus> Secondaries => facts.Nodes.Where(n => n.IsSecondary);

    /// <summary>Whether every subvolume has an Active worker, and nothing is Faulty.</summary>
    public bool Runs => facts.Runs;

    /// <summary>Whether it runs, and not only between two restarts of a worker. Earlier log lines are then over.</summary>
    public bool IsWell => Runs && (View.Bricks.Where(b => b.IsActive).All(b => b.Uptime > NodeReader.Settled) || facts.Nodes.All(n => n.Log.Deaths < 2));

    /// <summary>Whether no monitor runs.</summary>
    public bool IsStill => View.Bricks.All(b => b.State is null or GeoRepWorkerState.Stopped or GeoRepWorkerState.Created or GeoRepWorkerState.Paused);

    /// <summary>Whether every primary node that answers can log in at every secondary node, and at least one answers.</summary>
    public bool LogsIn => Primaries.Any(n => n.Logins.Count > 0) && Primaries.SelectMany(n => n.Logins).All(l => l.Problem is null);

    /// <summary>Why logins of the primary nodes fail, by kind.</summary>
    public ILookup<TroubleKind, Evidence> LoginProblems { get; } = facts.Nodes
        .SelectMany(n => n.Logins.Where(l => l.Problem is not null).Select(l => (Kind: LoginProblem.KindOf(l.Problem!), Node: n.Host, Way: l)))
        .ToLookup(p => p.Kind, p => new Evidence(p.Node, $"logging in at {p.Way.Host} as gsyncd does: {p.Way.Problem}"));

    /// <summary>The log lines of one side, or of both, for a cause.</summary>
    public IReadOnlyList<Evidence> Logged(TroubleKind kind) =>
        [.. facts.Nodes.SelectMany(n => n.Log.Causes.Where(c => c.Kind == kind).Select(c => new Evidence(n.Host, Times(c), c.At)))];

    /// <summary>Whether a log line shows it that has no other cause.</summary>
    public bool IsLoggedForSure(TroubleKind kind) => facts.Nodes.Any(n => n.Log.Causes.Any(c => c.Kind == kind && c.IsCertain));

    private static string Times(GSyncLogFindings.Finding finding) => finding.Count == 1 ? finding.Line : $"{finding.Line} (and {finding.Count - 1} more like it)";
}
