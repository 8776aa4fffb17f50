using System.Collections.Concurrent;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sites;

namespace GlusterDr.Sessions.Origins;

/// <summary>
/// Finds which primaries replicate to a volume: from the nodes of the volume, and from the primaries that these or stored policies
/// name. Changes nothing.
/// </summary>
public sealed class OriginFinder(GlusterClient gluster, SessionAgent agent, PolicyStore policies, PoolFinder pools)
{
    /// <summary>Of which primary a volume is the copy.</summary>
    /// <exception cref="DrException">The pool does not answer, or the volume does not exist.</exception>
    public async Task<OriginReport> FindAsync(GlusterPool pool, string volume, CancellationToken cancellation) =>
        (await FindAsync(pool, [await gluster.GetVolumeAsync(pool, volume, cancellation)], cancellation))[0];

    /// <summary>The same for several volumes of a pool; each primary is queried once.</summary>
    public async Task<IReadOnlyList<OriginReport>> FindAsync(
        GlusterPool pool, IReadOnlyList<GlusterVolume> volumes, CancellationToken cancellation)
    {
        string[] users = ["root", .. await UsersAsync(cancellation)];
        NodeAnswers[] answers = await Task.WhenAll(volumes.Select(v => AskNodesAsync(pool, v, users, cancellation)));
        PrimaryAnswers primaries = await AskPrimariesAsync(
            answers.SelectMany(a => a.Facts.Values).SelectMany(PrimaryNodes), cancellation);
        return
        [
            .. volumes.Select((volume, i) => OriginJudge.Judge(new OriginSources(
                volume,
                answers[i].Facts,
                [.. primaries.Sessions.Where(s => LeadsTo(s, volume))],
                [.. primaries.Volumes],
                [.. answers[i].Gaps, .. primaries.Gaps]))),
        ];
    }

    // It is not known from which version on a session has the UUID of its secondary. Without it, names are compared.
    private static bool LeadsTo(GeoRepStatus status, GlusterVolume volume) => status.SecondaryVolumeId is { } id
        ? string.Equals(id, volume.Id, StringComparison.OrdinalIgnoreCase)
        : status.Session.SecondaryVolume == volume.Name
            && volume.Bricks.Any(b => string.Equals(b.Host, status.Session.SecondaryHost, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> PrimaryNodes(OriginFacts facts) =>
        facts.Processes.Select(p => p.Node).Concat(facts.Logs.SelectMany(l => l.Workers).Select(w => w[0]));

    /// <summary>Users of unprivileged sessions that stored policies name.</summary>
    private async Task<IEnumerable<string>> UsersAsync(CancellationToken cancellation) =>
        (await policies.ListAsync(cancellation)).SelectMany(p => p.Destinations).Select(d => d.SessionUser).OfType<string>().Distinct();

    private async Task<NodeAnswers> AskNodesAsync(GlusterPool pool, GlusterVolume volume, string[] users, CancellationToken cancellation)
    {
        ConcurrentDictionary<string, OriginFacts> facts = new(StringComparer.Ordinal);
        ConcurrentQueue<string> gaps = [];
        await Task.WhenAll(volume.Nodes.Select(async node =>
        {
            try
            {
                facts[node.Host] = await agent.FindOriginAsync(pool.Host(node.Host), volume.Name, [.. node.Bricks.Select(b => b.Path)], users, cancellation);
            }
            catch (DrException e)
            {
                gaps.Enqueue($"node {node.Host} could not be queried: {e.Error.Message}");
            }
        }));
        return new(facts, [.. gaps.Order(StringComparer.Ordinal)]);
    }

    private async Task<PrimaryAnswers> AskPrimariesAsync(IEnumerable<string> nodes, CancellationToken cancellation)
    {
        List<GlusterPool> candidates = [.. (await policies.ListAsync(cancellation))
            .SelectMany(p => p.Destinations.Select(d => d.Site).Prepend(p.Site))
            .Select(s => new GlusterPool(s.GlusterNodes()))];
        foreach (string node in nodes.Distinct(StringComparer.OrdinalIgnoreCase).Where(HostName.IsValid))
        {
            candidates.Add(await pools.FindAsync(node, cancellation));
        }

        PrimaryAnswers answers = new([], [], []);
        await Task.WhenAll(candidates.DistinctBy(p => p.ToString()).Select(pool => AskPrimaryAsync(pool, answers, cancellation)));
        // A pool can have several names, and each of its nodes lists the rows in another order.
        return answers with { Sessions = new(answers.Sessions.DistinctBy(s => (s.Session, s.Workers.Min(w => w.NodeId)))) };
    }

    private async Task AskPrimaryAsync(GlusterPool pool, PrimaryAnswers answers, CancellationToken cancellation)
    {
        try
        {
            foreach (GeoRepStatus session in await gluster.ListSessionsAsync(pool, cancellation))
            {
                answers.Sessions.Enqueue(session);
            }

            foreach (GlusterVolume volume in await gluster.ListVolumesAsync(pool, cancellation))
            {
                answers.Volumes.Enqueue(volume);
            }
        }
        catch (DrException e)
        {
            answers.Gaps.Enqueue($"pool {pool} could not be queried for a session: {e.Error.Message}");
        }
    }

    private sealed record NodeAnswers(IReadOnlyDictionary<string, OriginFacts> Facts, IReadOnlyList<string> Gaps);

    private sealed record PrimaryAnswers(
        ConcurrentQueue<GeoRepStatus> Sessions, ConcurrentQueue<GlusterVolume> Volumes, ConcurrentQueue<string> Gaps);
}
