using System.Collections.Concurrent;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sites;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>
/// Checks that all nodes of a site are in the same pool, because later commands may go to any of them. By UUID, because two pools may
/// contain the same names.
/// </summary>
public sealed class SitePools(GlusterClient gluster)
{
    // The checks of a site and of its destinations run at the same time, and a silent node answers after minutes.
    private readonly ConcurrentDictionary<string, Lazy<Task<NodeIdentity>>> _pending = new(StringComparer.Ordinal);

    /// <summary>
    /// The identities of the nodes of a site, read in parallel, in the order of the policy. A node that is being read is not read a second
    /// time; no answer is kept.
    /// </summary>
    public async Task<IReadOnlyList<NodeIdentity>> ReadAsync(Site site, CancellationToken cancellation) =>
        await Task.WhenAll(site.GlusterHosts.Select(h => ReadAsync(site, h, cancellation)));

    /// <summary>The pool of a site, from the identities of its nodes; null: it could not be read, or there are several.</summary>
    /// <param name="site">The site.</param>
    /// <param name="answers">The identities of its nodes.</param>
    /// <param name="others">The other sites of the policy: the error names the one whose pool contains the node.</param>
    /// <param name="findings">Gets the errors. That no node can be reached is reported by the check of the volume.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<NodePool?> JudgeAsync(
        Site site, IReadOnlyList<NodeIdentity> answers, IReadOnlyList<Site> others, Findings findings, CancellationToken cancellation)
    {
        NodePool[] known = [.. answers.Select(a => a.Pool).OfType<NodePool>()];
        string subject = $"nodes of site {site.Name}";
        if (known.Length == 0)
        {
            if (answers.FirstOrDefault(a => !a.IsSilent) is { } unknown)
            {
                // A refused login or a failed command has a code and a fix of its own.
                findings.Fail(subject, unknown.Error is { Code: not ErrorCodes.IdentityUnknown } cause
                    ? cause
                    : Unknown(subject, $"none of them reports its UUID: {unknown.Error?.Message}"));
            }

            return null;
        }

        if (Array.Find(known, k => !k.IsSameAs(known[0])) is { } odd)
        {
            findings.Fail(subject, Mixed(site, known[0], odd, await OwnerAsync(known[0], odd, others, cancellation)));
            return null;
        }

        foreach ((string node, NodePool? pool, Error? error) in answers)
        {
            // A node that the pool lists under this name is known. Others are not used while they do not answer.
            if (pool is null && !known[0].Lists(node))
            {
                findings.Warn(subject, Unknown(subject, $"which pool {node} is in is not known: {error!.Message}"));
            }
        }

        findings.Ok(subject, $"one pool: {string.Join(", ", known.Select(k => k.ToString()))}");
        return known[0];
    }

    /// <summary>The pool of a site, from the first node that answers; null: none does.</summary>
    public async Task<NodePool?> FindAsync(Site site, CancellationToken cancellation)
    {
        foreach (string host in site.GlusterHosts)
        {
            if ((await ReadAsync(site, host, cancellation)).Pool is { } pool)
            {
                return pool;
            }
        }

        return null;
    }

    /// <summary>The nodes that answered, as a pool; null: none did.</summary>
    public static GlusterPool? Serving(Site site, IReadOnlyList<NodeIdentity> answers)
    {
        RemoteHost[] nodes = [.. answers.Where(n => !n.IsSilent).Select(n => site.Host(n.Node))];
        return nodes.Length == 0 ? null : new GlusterPool(nodes);
    }

    /// <summary>Why no node answers: one error for all of them.</summary>
    public static Error Silent(IReadOnlyList<NodeIdentity> answers) => answers is [{ Error: { } only }] ? only : answers[0].Error! with
    {
        Message = $"No node of the pool can be used. {string.Join("; ", answers.Select(n => $"{n.Node}: {n.Error!.Message}"))}",
        Host = string.Join(", ", answers.Select(n => n.Node)),
    };

    // The caller's cancellation does not end it: others may wait for the same answer.
    private Task<NodeIdentity> ReadAsync(Site site, string host, CancellationToken cancellation)
    {
        string key = $"{host} {site.Ssh}";
        return _pending.GetOrAdd(key, k => new Lazy<Task<NodeIdentity>>(() => ReadAsync(k, site.Host(host)))).Value.WaitAsync(cancellation);
    }

    private async Task<NodeIdentity> ReadAsync(string key, RemoteHost node)
    {
        try
        {
            NodePool pool = new(node.Name, await gluster.GetPeersAsync(new GlusterPool([node]), CancellationToken.None));
            return pool.Id.Length > 0 ? new(node.Name, pool, null) : new(node.Name, null, Unknown(node.Name, $"{node.Name} does not report its UUID"));
        }
        catch (DrException e)
        {
            return new(node.Name, null, e.Error);
        }
        finally
        {
            _pending.TryRemove(key, out _);
        }
    }

    /// <summary>Which of two pools belongs to another site, and to which; null: neither.</summary>
    private async Task<(NodePool Node, Site Site)?> OwnerAsync(
        NodePool first, NodePool odd, IReadOnlyList<Site> others, CancellationToken cancellation)
    {
        foreach (Site other in others)
        {
            if (await FindAsync(other, cancellation) is { } pool)
            {
                if (odd.IsSameAs(pool))
                {
                    return (odd, other);
                }

                if (first.IsSameAs(pool))
                {
                    return (first, other);
                }
            }
        }

        return null;
    }

    private static Error Mixed(Site site, NodePool first, NodePool odd, (NodePool Node, Site Site)? owner) => new(
        ErrorCodes.PoolMixed,
        ErrorClass.NeedsPerson,
        owner is { } found
            ? $"Node {found.Node} is listed under site '{site.Name}', but it is in the pool of site '{found.Site.Name}': "
                + $"{first} and {odd} are in different pools"
            : $"The nodes of site '{site.Name}' are in different pools: {first} and {odd} do not know each other",
        odd.Node,
        $"gluster pool list, on {first.Node} and on {odd.Node}",
        owner is { } wrong
            ? $"Remove {wrong.Node.Node} from the gluster nodes of site '{site.Name}' in the policy."
            : $"List only nodes of one pool under site '{site.Name}' in the policy.");

    private static Error Unknown(string subject, string fact) => new(
        ErrorCodes.IdentityUnknown,
        ErrorClass.NeedsPerson,
        fact,
        subject,
        "gluster pool list",
        "Restore the node, or remove it from the policy: a node that cannot be identified is not used.");
}
