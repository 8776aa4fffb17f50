using GlusterDr.Errors;
using GlusterDr.Gluster;
using GlusterDr.Remote;

namespace GlusterDr.Sessions;

/// <summary>The sessions' workers as processes, node by node. Their age is all that this is for: a node that cannot be asked is only a gap.</summary>
internal sealed record NodeProcesses(
    IReadOnlyDictionary<string, IReadOnlyList<WorkerProcess>> ByNode, IReadOnlyDictionary<string, string> Gaps)
{
    /// <summary>Asks the nodes where a worker lives, all at once, as the pool's own nodes are reached.</summary>
    public static async Task<NodeProcesses> AskAsync(
        VolumeAgent agent, GlusterPool pool, IReadOnlyList<GeoRepWorker> workers, CancellationToken cancellation)
    {
        IEnumerable<string> nodes = workers.Where(HasProcess).Select(w => w.Node).Distinct(StringComparer.Ordinal);
        (string Node, IReadOnlyList<WorkerProcess>? Found, string? Gap)[] answers =
            await Task.WhenAll(nodes.Select(n => AskAsync(agent, n, pool.Nodes[0].Ssh, cancellation)));
        return new(
            answers.Where(a => a.Found is not null).ToDictionary(a => a.Node, a => a.Found!, StringComparer.Ordinal),
            answers.Where(a => a.Gap is not null).ToDictionary(a => a.Node, a => a.Gap!, StringComparer.Ordinal));
    }

    private static async Task<(string Node, IReadOnlyList<WorkerProcess>? Found, string? Gap)> AskAsync(
        VolumeAgent agent, string node, SshSettings ssh, CancellationToken cancellation)
    {
        try
        {
            return (node, await agent.FindWorkersAsync(new RemoteHost(HostName.Require(node), ssh), cancellation), null);
        }
        catch (DrException e)
        {
            return (node, null, $"{node} was not asked how long its workers run: {e.Error.Message}");
        }
    }

    private static bool HasProcess(GeoRepWorker worker) =>
        worker.State is GeoRepWorkerState.Initializing or GeoRepWorkerState.Active or GeoRepWorkerState.Passive
        or GeoRepWorkerState.Paused;
}
