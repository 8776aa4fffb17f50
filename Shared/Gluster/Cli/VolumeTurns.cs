using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Gluster.Cli;

/// <summary>
/// Serializes commands about one volume. glusterd locks the volume for each of them, and refuses a concurrent command as busy instead of
/// letting it wait.
/// </summary>
internal sealed class VolumeTurns
{
    private static readonly string[] Locking = ["status", "geo-replication", "set", "reset", "heal", "start", "stop"];

    private static readonly ConcurrencyLimiterOptions s_oneByOne = new() { PermitLimit = 1, QueueLimit = int.MaxValue };

    private readonly ConcurrentDictionary<string, ConcurrencyLimiter> _turns = new(StringComparer.Ordinal);

    /// <summary>Runs a command after earlier commands about the same volume.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="arguments">The arguments of gluster without options: <c>volume</c>, the command, and the name of the volume.</param>
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
