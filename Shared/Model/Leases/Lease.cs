namespace GlusterDr.Leases;

/// <summary>A lease: who holds a resource.</summary>
/// <param name="Resource">The resource: see <see cref="LeaseStore"/>.</param>
/// <param name="Holder">The run, operation or call that holds it: see <see cref="LeaseHolder"/>.</param>
/// <param name="AcquiredAt">When it was taken.</param>
public sealed record Lease(string Resource, string Holder, DateTimeOffset AcquiredAt)
{
    /// <summary>For a holder that is an API call: when it has certainly ended. Null: the holder is an instance of the engine.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}
