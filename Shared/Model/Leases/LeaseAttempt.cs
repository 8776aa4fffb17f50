namespace GlusterDr.Leases;

/// <summary>What came of asking for a lease.</summary>
/// <param name="Lease">The lease as it stands now, mine or another's.</param>
/// <param name="IsNew">Whether this attempt took it: free, or from a dead holder.</param>
public sealed record LeaseAttempt(Lease Lease, bool IsNew);
