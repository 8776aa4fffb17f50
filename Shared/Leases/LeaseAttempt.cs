namespace GlusterDr.Leases;

/// <summary>What came of asking for a lease.</summary>
/// <param name="Lease">The lease as it stands now, mine or another's.</param>
/// <param name="TakenFrom">The dead holder that it was taken from.</param>
public sealed record LeaseAttempt(Lease Lease, string? TakenFrom);
