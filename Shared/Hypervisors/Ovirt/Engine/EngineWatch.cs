namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>Polls VMs for all callers that wait: one list call serves all VMs that are due.</summary>
internal sealed class EngineWatch
{
    private const double PauseOfWaited = 0.1;
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    private readonly EngineInventory _inventory;
    private readonly TimeProvider _time;
    private readonly SharedReading<IReadOnlyDictionary<string, EngineVm>> _reading;
    private readonly Lock _gate = new();
    private HashSet<string> _requested = [];

    public EngineWatch(EngineInventory inventory, TimeProvider time)
    {
        _inventory = inventory;
        _time = time;
        _reading = new(ReadAsync, time);
    }

    /// <summary>Reads the VM after a pause, which is a tenth of the time waited so far (0.1 to 5 s).</summary>
    /// <param name="vmId">The VM.</param>
    /// <param name="waited">How long the caller has waited for a change of the VM.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null: the VM no longer exists.</returns>
    public async Task<EngineVm?> ReadAfterPauseAsync(string vmId, TimeSpan waited, CancellationToken cancellation)
    {
        await Task.Delay(PauseAfter(waited), _time, cancellation);
        Request(vmId);
        IReadOnlyDictionary<string, EngineVm> found = await _reading.NextAsync(cancellation);
        return found.TryGetValue(vmId, out EngineVm? vm) ? vm : await _inventory.FindAsync(vmId, cancellation);
    }

    private static TimeSpan PauseAfter(TimeSpan waited)
    {
        TimeSpan pause = waited * PauseOfWaited;
        return pause < s_shortestPause ? s_shortestPause : pause > s_longestPause ? s_longestPause : pause;
    }

    private void Request(string vmId)
    {
        lock (_gate)
        {
            _requested.Add(vmId);
        }
    }

    // A caller that requests a VM while this starts may be served by it although the VM is in the next list only. The VM is then read separately.
    private Task<IReadOnlyDictionary<string, EngineVm>> ReadAsync()
    {
        HashSet<string> requested;
        lock (_gate)
        {
            (requested, _requested) = (_requested, []);
        }

        return _inventory.ReadAsync(requested, CancellationToken.None);
    }
}
