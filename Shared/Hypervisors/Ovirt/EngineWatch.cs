namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>
/// Looks on behalf of everybody who waits: one list call serves all VMs that are due for a look. Whoever asks gets what was read
/// after he asked.
/// </summary>
internal sealed class EngineWatch(EngineInventory inventory, TimeProvider time)
{
    private const double PauseOfWaited = 0.1;
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_shortestRest = TimeSpan.FromSeconds(0.02);

    private readonly Lock _gate = new();
    private HashSet<string> _wanted = [];
    private Task<IReadOnlyDictionary<string, EngineVm>>? _next;
    private Task<IReadOnlyDictionary<string, EngineVm>>? _current;
    private TimeSpan _rest;

    /// <summary>The VM as it is after a pause: the longer the wait has lasted, the longer.</summary>
    /// <param name="vmId">The VM.</param>
    /// <param name="waited">How long the caller has waited for its change.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null: the engine has no such VM any more.</returns>
    public async Task<EngineVm?> LookAgainAsync(string vmId, TimeSpan waited, CancellationToken cancellation)
    {
        await Task.Delay(PauseAfter(waited), time, cancellation);
        IReadOnlyDictionary<string, EngineVm> found = await NextAsync(vmId).WaitAsync(cancellation);
        return found.TryGetValue(vmId, out EngineVm? vm) ? vm : await inventory.FindAsync(vmId, cancellation);
    }

    private static TimeSpan PauseAfter(TimeSpan waited) => Between(waited * PauseOfWaited, s_shortestPause, s_longestPause);

    // A reading under way may have begun before the caller's own change: he needs the one after it.
    private Task<IReadOnlyDictionary<string, EngineVm>> NextAsync(string vmId)
    {
        lock (_gate)
        {
            _wanted.Add(vmId);
            return _next ??= ReadAfterAsync(_current);
        }
    }

    private async Task<IReadOnlyDictionary<string, EngineVm>> ReadAfterAsync(Task? current)
    {
        await Task.Yield();
        if (current is not null)
        {
            await Task.WhenAny(current);
            await Task.Delay(_rest, time);
        }

        Task<IReadOnlyDictionary<string, EngineVm>> reading;
        lock (_gate)
        {
            HashSet<string> wanted = _wanted;
            (_wanted, _next) = ([], null);
            // No caller's token: whoever hangs up must not take the answer from the others.
            _current = reading = ReadAsync(wanted);
        }

        return await reading;
    }

    /// <summary>The engine rests after a reading as long as the reading took: at least half of its time is for others.</summary>
    private async Task<IReadOnlyDictionary<string, EngineVm>> ReadAsync(HashSet<string> wanted)
    {
        long begun = time.GetTimestamp();
        try
        {
            return await inventory.ReadAsync(wanted, CancellationToken.None);
        }
        finally
        {
            _rest = Between(time.GetElapsedTime(begun), s_shortestRest, s_longestPause);
        }
    }

    private static TimeSpan Between(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : value > most ? most : value;
}
