using System.Collections.Concurrent;
using GlusterDr.Errors;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sites;

namespace GlusterDr.Gluster.Cli;

/// <summary>Finds a usable node of a pool, and remembers it.</summary>
internal sealed class NodeChoice
{
    private readonly ConcurrentDictionary<string, int> _good = new(StringComparer.Ordinal);

    /// <summary>Tries one node after another, starting with the one that answered last.</summary>
    /// <exception cref="DrException">No node is usable, or a node failed in a way that is the same on all nodes.</exception>
    public async Task<T> TryAsync<T>(
        GlusterPool pool, Func<RemoteHost, Task<T>> request, Func<Error, bool> mayServeElsewhere, Action<RemoteHost, Error> passed)
    {
        if (pool.Nodes.Count == 0)
        {
            throw new ArgumentException("A pool has no nodes.", nameof(pool));
        }

        string key = pool.ToString();
        int first = _good.GetValueOrDefault(key);
        List<Error> errors = [];
        for (int i = 0; i < pool.Nodes.Count; i++)
        {
            int at = (first + i) % pool.Nodes.Count;
            try
            {
                T answer = await request(pool.Nodes[at]);
                _good[key] = at;
                return answer;
            }
            catch (DrException e) when (mayServeElsewhere(e.Error))
            {
                passed(pool.Nodes[at], e.Error);
                errors.Add(e.Error with { Host = pool.Nodes[at].Name });
            }
        }

        throw new DrException(NoneServes(pool, errors));
    }

    private static Error NoneServes(GlusterPool pool, List<Error> errors)
    {
        if (errors.Count == 1)
        {
            return errors[0];
        }

        string each = string.Join("; ", errors.Select(e => $"{e.Host}: {e.Message}"));
        Error worst = errors.Find(e => e.Code == ErrorCodes.GlusterdDown) ?? errors[0];
        return worst with { Message = $"No node of the pool can be used. {each}", Host = pool.ToString() };
    }
}
