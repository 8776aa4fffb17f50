namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>Looks on behalf of everybody who waits: one list call serves all VMs that are due for a look.</summary>
internal sealed class EngineWatch
{
    private const double PauseOfWaited = 0.1;
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    private readonly EngineInventory _inventory;
    private readonly TimeProvider _time;
    private readonly SharedReading<IReadOnlyDictionary<string, EngineVm>> _reading;
    private readonly Lock _gate = new();
    private HashSet<string> _wanted = [];

    public EngineWatch(EngineInventory inventory, TimeProvider time)
    {
        _inventory = inventory;
        _time = time;
        _reading = new(ReadAsync, time);
    }

    /// <summary>The VM as it is after a pause: the longer the wait has lasted, the longer.</summary>
    /// <param name="vmId">The VM.</param>
    /// <param name="waited">How long the caller has waited for its change.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null: the engine has no such VM any more.</returns>
    public async Task<EngineVm?> LookAgainAsync(string vmId, TimeSpan waited, CancellationToken cancellation)
    {
        await Task.Delay(PauseAfter(waited), _time, cancellation);
        Want(vmId);
        IReadOnlyDictionary<string, EngineVm> found = await _reading.NextAsync(cancellation);
        return found.TryGetValue(vmId, out EngineVm? vm) ? vm : await _inventory.FindAsync(vmId, cancellation);
    }

    private static TimeSpan PauseAfter(TimeSpan waited)
    {
        TimeSpan pause = waited * PauseOfWaited;
        return pause < s_shortestPause ? s_shortestPause : pause > s_longestPause ? s_longestPause : pause;
    }

    private void Want(string vmId)
    {
        lock (_gate)
        {
            _wanted.Add(vmId);
        }
    }

    // Who wants one in the moment that it begins may be served by it and be missing in the next: then he is looked up by himself.
    private Task<IReadOnlyDictionary<string, EngineVm>> ReadAsync()
    {
        HashSet<string> wanted;
        lock (_gate)
        {
            (wanted, _wanted) = (_wanted, []);
        }

        return _inventory.ReadAsync(wanted, CancellationToken.None);
    }
}
