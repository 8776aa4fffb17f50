using GlusterDr.Gluster;
using GlusterDr.Sessions;

namespace GlusterDr.Activities.Repair;

/// <summary>How the pools of a session are reached.</summary>
public sealed class SessionAccess(PoolFinder pools)
{
    /// <summary>The primary's pool.</summary>
    public Task<GlusterPool> PrimaryAsync(RepairStep step, CancellationToken cancellation) => pools.FindAsync(step.Address.Host, cancellation);

    /// <summary>The secondary's pool.</summary>
    public Task<GlusterPool> SecondaryAsync(RepairStep step, CancellationToken cancellation) =>
        pools.FindAsync(step.SecondaryAddress ?? step.Address.Session.SecondaryHost, cancellation);
}
