using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;
using GlusterDr.Sites;

namespace GlusterDr.Sessions.Catalog;

/// <summary>Reads how long the processes of the workers have run, node by node. A node that does not answer is a gap, no error.</summary>
internal sealed record NodeProcesses(
    IReadOnlyDictionary<string, IReadOnlyList<WorkerProcess>> ByNode, IReadOnlyDictionary<string, string> Gaps)
{
    /// <summary>The key of a node in both dictionaries: its UUID if it has one, because a node can have several names.</summary>
    public static string KeyOf(GeoRepWorker row) => row.NodeId.Length > 0 ? row.NodeId : row.Node;

    /// <summary>
    /// Queries each node that has a worker once, all in parallel. A node is reached by the host name of its bricks, because the name in
    /// a row is the host's own.
    /// </summary>
    public static async Task<NodeProcesses> AskAsync(
        VolumeAgent agent, GlusterPool pool, IReadOnlyList<GeoRepWorker> workers, IReadOnlyList<GlusterVolume> volumes, CancellationToken cancellation)
    {
        var answers = await Task.WhenAll(workers
            .Where(HasProcess)
            .GroupBy(KeyOf, StringComparer.OrdinalIgnoreCase)
            .Select(async rows => (rows.Key, Answer: await AskAsync(agent, HostOf(rows.First(), volumes), pool.Nodes[0].Ssh, cancellation))));
        return new(
            answers.Where(a => a.Answer.Found is not null).ToDictionary(a => a.Key, a => a.Answer.Found!, StringComparer.OrdinalIgnoreCase),
            answers.Where(a => a.Answer.Gap is not null).ToDictionary(a => a.Key, a => a.Answer.Gap!, StringComparer.OrdinalIgnoreCase));
    }

    private static string HostOf(GeoRepWorker row, IReadOnlyList<GlusterVolume> volumes) => volumes
        .SelectMany(v => v.Bricks.Where(b => WorkerMap.IsOf(row, b)).Select(v.HostOf))
        .FirstOrDefault(row.Node);

    private static async Task<(IReadOnlyList<WorkerProcess>? Found, string? Gap)> AskAsync(
        VolumeAgent agent, string node, SshSettings ssh, CancellationToken cancellation)
    {
        try
        {
            return (await agent.FindWorkersAsync(new RemoteHost(HostName.Require(node), ssh), cancellation), null);
        }
        catch (DrException e)
        {
            return (null, $"the uptime of the workers on {node} could not be read: {e.Error.Message}");
        }
    }

    private static bool HasProcess(GeoRepWorker worker) =>
        worker.State is GeoRepWorkerState.Initializing or GeoRepWorkerState.Active or GeoRepWorkerState.Passive
        or GeoRepWorkerState.Paused;
}
