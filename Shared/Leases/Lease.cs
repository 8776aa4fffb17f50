namespace GlusterDr.Leases;

/// <summary>Who holds something now.</summary>
/// <param name="Resource">What is held: see <see cref="LeaseStore"/>.</param>
/// <param name="Holder">The run or operation that holds it: see <see cref="LeaseHolder"/>.</param>
/// <param name="AcquiredAt">Since when.</param>
public sealed record Lease(string Resource, string Holder, DateTimeOffset AcquiredAt);
