using GlusterDr.Errors;
using GlusterDr.Gluster.Leases;
using GlusterDr.Leases;
using GlusterDr.Policies;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Control;

/// <summary>Refuses what would hurt those who use a session.</summary>
/// <remarks>What begins between this look and Gluster's command is not kept from it: it finds the session as it then is.</remarks>
public sealed class SessionGuard(SessionUse use, PoolFinder pools, SiteLeases sites)
{
    /// <summary>Refuses while a run or an operation is at work on the session, of this control plane or of another one.</summary>
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
    /// Refuses while another control plane is at work on the volume of the session. Its run would not know who stopped its session; one
    /// of this control plane fails tidily.
    /// </summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseHeld"/>, naming it.</exception>
    public async Task RequireNotElsewhereAsync(SessionAddress address, CancellationToken cancellation) =>
        await sites.RequireFreeAsync(await pools.FindAsync(address.Host, cancellation), address.Session.PrimaryVolume, cancellation);

    /// <summary>Refuses what a policy's runs do not bear, unless it is forced.</summary>
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

    /// <summary>A refusal of what would hurt.</summary>
    public static DrException Unsafe(SessionAddress address, string why, string advice, params IReadOnlyList<AdvisedAction> actions) =>
        new(new Error(ErrorCodes.SessionUnsafe, ErrorClass.Permanent, $"Refused: {why}.", address.ToString()).Advise(new(advice, actions)));

    private static DrException Held(SessionAddress address, Lease lease) => new(new Error(
        ErrorCodes.LeaseHeld,
        ErrorClass.Transient,
        $"Refused: {LeaseHolder.Name(lease.Holder)} has been using the session since {lease.AcquiredAt:u}.",
        address.ToString()).Advise(LeaseHolder.Advice(lease.Holder)));
}
