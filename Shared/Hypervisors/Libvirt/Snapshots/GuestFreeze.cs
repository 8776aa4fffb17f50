using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Virsh;
using GlusterDr.Policies;

namespace GlusterDr.Hypervisors.Libvirt.Snapshots;

/// <summary>Prepares the freeze of a guest's file systems, and ensures that it ends.</summary>
/// <remarks>
/// If a guest never answered the freeze, libvirt would lock the VM without limit: no merge, no migration, not even a shutdown would be
/// possible. So its agent is pinged first, and libvirt gets a timeout for the agent's answers.
/// </remarks>
public sealed class GuestFreeze(LocatedDomain located)
{
    private static readonly TimeSpan LongestFreeze = TimeSpan.FromSeconds(20);

    private bool _bounded;

    /// <summary>Whether the guest can be frozen.</summary>
    public bool Ready { get; private set; }

    /// <summary>Why it cannot; null: it can, or it is not requested.</summary>
    public string? Reason { get; private set; }

    /// <summary>Checks whether the guest can be frozen, if the policy requests it.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.QuiesceFailed"/>: it cannot, and the policy requires it.</exception>
    public async Task PrepareAsync(QuiesceMode mode, TimeSpan snapshotBound, CancellationToken cancellation)
    {
        if (mode == QuiesceMode.Never)
        {
            return;
        }

        Reason = located.State.Live.AgentConnected ? await CheckAgentAsync(snapshotBound, cancellation) : "no guest agent is connected";
        Ready = Reason is null;
        if (!Ready && mode == QuiesceMode.Require)
        {
            throw NotFrozen(Reason!);
        }
    }

    /// <summary>Continues without a freeze, for this reason.</summary>
    public void GiveUp(string reason)
    {
        Ready = false;
        Reason = reason;
    }

    /// <summary>
    /// Thaws after a failed snapshot. libvirt does so itself unless it was interrupted, and thawing a guest that is not frozen does
    /// no harm.
    /// </summary>
    public Task ThawAsync() => TryAsync(v => v.ThawAsync(located.State.Live.Uuid, CancellationToken.None));

    /// <summary>Removes the timeout of the agent: other commands, such as a trim, may take longer.</summary>
    public Task ReleaseAsync() => _bounded
        ? TryAsync(v => v.LimitGuestAsync(located.State.Live.Uuid, null, CancellationToken.None))
        : Task.CompletedTask;

    /// <summary>The error of a freeze that the policy requires and that failed.</summary>
    public DrException NotFrozen(string why) => new(new Error(
        ErrorCodes.QuiesceFailed,
        ErrorClass.Permanent,
        $"VM {located.State.Live.Name}: the guest file systems could not be frozen: {why}.",
        located.Host.Name,
        Advice: "Install and start qemu-guest-agent in the guest, and check its log; or set quiesce to 'try' in the policy."));

    private async Task<string?> CheckAgentAsync(TimeSpan snapshotBound, CancellationToken cancellation)
    {
        TimeSpan bound = TimeSpan.FromTicks(Math.Min(LongestFreeze.Ticks, snapshotBound.Ticks / 2));
        string uuid = located.State.Live.Uuid;
        _bounded = true;
        VirshOutcome[] outcomes = await Task.WhenAll(
            located.Host.Virsh.PingGuestAsync(uuid, cancellation), located.Host.Virsh.LimitGuestAsync(uuid, bound, cancellation));
        _bounded = outcomes[1].Succeeded;
        return Array.Find(outcomes, o => !o.Succeeded)?.Message;
    }

    // This is clean-up: an earlier failure is the one to report.
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
