namespace GlusterDr.Leases;

/// <summary>Who holds something now.</summary>
/// <param name="Resource">What is held: see <see cref="LeaseStore"/>.</param>
/// <param name="Holder">The run, operation or call that holds it: see <see cref="LeaseHolder"/>.</param>
/// <param name="AcquiredAt">Since when.</param>
public sealed record Lease(string Resource, string Holder, DateTimeOffset AcquiredAt)
{
    /// <summary>When a holder that is a mere call has ended for sure; null: the holder is an instance of the engine.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}
