using GlusterDr.Errors;
using GlusterDr.Gluster.Leases;
using GlusterDr.Leases;
using GlusterDr.Policies;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Control;

/// <summary>Refuses changes that would damage the users of a session.</summary>
/// <remarks>A run that starts between this check and Gluster's command is not prevented. It finds the session in its new state.</remarks>
public sealed class SessionGuard(SessionUse use, PoolFinder pools, SiteLeases sites)
{
    /// <summary>Refuses while a run or operation of any control plane uses the session.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseHeld"/>, naming it.</exception>
    public async Task RequireIdleAsync(SessionAddress address, CancellationToken cancellation)
    {
        if (await use.HolderAsync(address, cancellation) is { } lease)
        {
            throw Held(address, lease);
        }

        await RequireNotElsewhereAsync(address, cancellation);
    }

    /// <summary>
    /// Refuses while another control plane uses the volume of the session. A run of this control plane fails cleanly if its session is
    /// stopped.
    /// </summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseHeld"/>, naming it.</exception>
    public async Task RequireNotElsewhereAsync(SessionAddress address, CancellationToken cancellation) =>
        await sites.RequireFreeAsync(await pools.FindAsync(address.Host, cancellation), address.Session.PrimaryVolume, cancellation);

    /// <summary>Refuses what makes runs of a policy fail, except with force.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionUnsafe"/>, naming the policies.</exception>
    public async Task RequireUnusedAsync(SessionAddress address, string what, bool force, CancellationToken cancellation)
    {
        IReadOnlyList<Policy> policies = await use.PoliciesAsync(address.Session, cancellation);
        if (!force && policies.Count > 0)
        {
            string names = string.Join(", ", policies.Select(p => $"'{p.Name}'"));
            throw Unsafe(
                address, $"It is the session of policy {names}: {what}",
                "Run the policy instead, or repeat the request with force.", [.. policies.Select(p => AdvisedAction.StartRun(p.Name))]);
        }
    }

    /// <summary>The refusal.</summary>
    public static DrException Unsafe(SessionAddress address, string why, string advice, params IReadOnlyList<AdvisedAction> actions) =>
        new(new Error(ErrorCodes.SessionUnsafe, ErrorClass.Permanent, $"Refused: {why}.", address.ToString()).Advise(new(advice, actions)));

    private static DrException Held(SessionAddress address, Lease lease) => new(new Error(
        ErrorCodes.LeaseHeld,
        ErrorClass.Transient,
        $"Refused: {LeaseHolder.Name(lease.Holder)} has been using the session since {lease.AcquiredAt:u}.",
        address.ToString()).Advise(LeaseHolder.Advice(lease.Holder)));
}
