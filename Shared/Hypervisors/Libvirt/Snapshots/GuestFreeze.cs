using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Virsh;
using GlusterDr.Policies;

namespace GlusterDr.Hypervisors.Libvirt.Snapshots;

/// <summary>Prepares a guest's freeze, and makes sure that none lasts.</summary>
/// <remarks>
/// A guest that never answers the freeze would keep libvirt's lock on the VM for ever: no merge, no migration, not even a
/// shutdown. So its agent is asked for a sign of life first, and libvirt gets a bound for the agent's answers meanwhile.
/// </remarks>
public sealed class GuestFreeze(LocatedDomain located)
{
    private static readonly TimeSpan LongestFreeze = TimeSpan.FromSeconds(20);

    private bool _bounded;

    /// <summary>Whether the guest may be frozen.</summary>
    public bool Ready { get; private set; }

    /// <summary>Why it may not; null: it may, or nobody asked for it.</summary>
    public string? Reason { get; private set; }

    /// <summary>Finds out whether the guest can be frozen, where that is wanted.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.QuiesceFailed"/>: it can't, and must be.</exception>
    public async Task PrepareAsync(QuiesceMode mode, TimeSpan snapshotBound, CancellationToken cancellation)
    {
        if (mode == QuiesceMode.Never)
        {
            return;
        }

        Reason = located.Look.Live.AgentConnected ? await AskAsync(snapshotBound, cancellation) : "no guest agent is connected";
        Ready = Reason is null;
        if (!Ready && mode == QuiesceMode.Require)
        {
            throw NotFrozen(Reason!);
        }
    }

    /// <summary>Gives the freeze up, for a reason.</summary>
    public void GiveUp(string reason)
    {
        Ready = false;
        Reason = reason;
    }

    /// <summary>
    /// Thaws after a snapshot that failed: libvirt does so itself, unless it was cut off in between, and thawing what is not
    /// frozen does no harm.
    /// </summary>
    public Task ThawAsync() => TryAsync(v => v.ThawAsync(located.Look.Live.Uuid, CancellationToken.None));

    /// <summary>Takes the bound away again: other commands to the agent, a trim, say, may well take longer.</summary>
    public Task ReleaseAsync() => _bounded
        ? TryAsync(v => v.LimitGuestAsync(located.Look.Live.Uuid, null, CancellationToken.None))
        : Task.CompletedTask;

    /// <summary>The failure of a freeze that the policy requires.</summary>
    public DrException NotFrozen(string why) => new(new Error(
        ErrorCodes.QuiesceFailed,
        ErrorClass.Permanent,
        $"VM {located.Look.Live.Name}: the guest file systems could not be frozen: {why}.",
        located.Host.Name,
        Advice: "Install and start qemu-guest-agent in the guest, and check its log; or set quiesce to 'try' in the policy."));

    private async Task<string?> AskAsync(TimeSpan snapshotBound, CancellationToken cancellation)
    {
        TimeSpan bound = TimeSpan.FromTicks(Math.Min(LongestFreeze.Ticks, snapshotBound.Ticks / 2));
        string uuid = located.Look.Live.Uuid;
        _bounded = true;
        VirshOutcome[] outcomes = await Task.WhenAll(
            located.Host.Virsh.PingGuestAsync(uuid, cancellation), located.Host.Virsh.LimitGuestAsync(uuid, bound, cancellation));
        _bounded = outcomes[1].Succeeded;
        return Array.Find(outcomes, o => !o.Succeeded)?.Message;
    }

    // Clean-up: the failure that may have led here is the one to tell.
    private async Task TryAsync(Func<VirshClient, Task<VirshOutcome>> command)
    {
        try
        {
            await command(located.Host.Virsh);
        }
        catch (DrException)
        {
        }
    }
}
