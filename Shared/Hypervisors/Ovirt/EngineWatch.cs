namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>
/// Looks on behalf of everybody who waits: one list call serves all VMs of a storage domain. Whoever asks gets what was read
/// after he asked.
/// </summary>
internal sealed class EngineWatch(EngineInventory inventory, EngineDomain domain, TimeProvider time)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Task<IReadOnlyDictionary<string, EngineVm>>? _next;
    private Task? _current;

    /// <summary>The VM as it is now; null: it is on the domain no more.</summary>
    public async Task<EngineVm?> LookAsync(string vmId, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, EngineVm> all = await NextAsync().WaitAsync(cancellation);
        return all.TryGetValue(vmId, out EngineVm? vm) ? vm : await inventory.FindAsync(vmId, cancellation);
    }

    // A reading under way may have begun before the caller's own change: he needs the one after it.
    private Task<IReadOnlyDictionary<string, EngineVm>> NextAsync()
    {
        lock (_gate)
        {
            return _next ??= ReadAfterAsync(_current);
        }
    }

    private async Task<IReadOnlyDictionary<string, EngineVm>> ReadAfterAsync(Task? current)
    {
        await Task.Yield();
        if (current is not null)
        {
            await Task.WhenAny(current);
            await Task.Delay(s_pause, time);
        }

        Task<IReadOnlyDictionary<string, EngineVm>> reading;
        lock (_gate)
        {
            _next = null;
            // No caller's token: whoever hangs up must not take the answer from the others.
            _current = reading = inventory.LookAsync(domain, CancellationToken.None);
        }

        return await reading;
    }
}
