using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Gluster.Cli;

/// <summary>
/// Lets our own commands about one volume take turns: glusterd locks a volume for each, and refuses the next one as busy instead
/// of letting it wait.
/// </summary>
internal sealed class VolumeTurns
{
    private static readonly string[] Locking = ["status", "geo-replication", "set", "reset", "heal", "start", "stop"];

    private static readonly ConcurrencyLimiterOptions s_oneByOne = new() { PermitLimit = 1, QueueLimit = int.MaxValue };

    private readonly ConcurrentDictionary<string, ConcurrencyLimiter> _turns = new(StringComparer.Ordinal);

    /// <summary>Runs it when its turn has come.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="arguments">What is told to gluster, options left out: <c>volume</c>, what, and the volume's name.</param>
    /// <param name="work">The command.</param>
    /// <param name="cancellation">Ends the wait for the turn.</param>
    public async Task<T> TakeAsync<T>(GlusterPool pool, IReadOnlyList<string> arguments, Func<Task<T>> work, CancellationToken cancellation)
    {
        if (arguments is not ["volume", var what, var volume, ..] || !Locking.Contains(what))
        {
            return await work();
        }

        ConcurrencyLimiter turns = _turns.GetOrAdd($"{pool}\n{volume}", _ => new ConcurrencyLimiter(s_oneByOne));
        using RateLimitLease turn = await turns.AcquireAsync(cancellationToken: cancellation);
        return await work();
    }
}
