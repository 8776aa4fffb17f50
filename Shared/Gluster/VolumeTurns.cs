using System.Collections.Concurrent;

namespace GlusterDr.Gluster;

/// <summary>
/// Lets our own commands about one volume take turns: glusterd locks a volume for each, and refuses the next one as busy instead
/// of letting it wait.
/// </summary>
internal sealed class VolumeTurns
{
    private static readonly string[] Locking = ["status", "geo-replication", "set", "reset", "heal", "start", "stop"];

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

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

        SemaphoreSlim turn = _turns.GetOrAdd($"{pool}\n{volume}", _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            turn.Release();
        }
    }
}
