namespace GlusterDr.Gluster.Leases;

/// <summary>The content of a lease file on a volume.</summary>
/// <param name="Plane">The ID of the holder's data directory, or of its tables.</param>
/// <param name="Host">The host that the holder runs on.</param>
/// <param name="Holder">The run or operation.</param>
/// <param name="Since">When it was taken, by the holder's clock. Only for display; it is compared with no other clock.</param>
/// <param name="Beat">A counter that increases with each renewal.</param>
public sealed record SiteLease(string Plane, string Host, string Holder, DateTimeOffset Since, long Beat = 0)
{
    /// <summary>A lease of another control plane, as this one first observed it in this state.</summary>
    /// <param name="Epoch">Its epoch.</param>
    /// <param name="Plane">The ID of its holder's data directory.</param>
    /// <param name="Beat">Its beat.</param>
    /// <param name="Since">When it was first observed in this state, by this control plane's clock.</param>
    public sealed record Observation(long Epoch, string Plane, long Beat, DateTimeOffset Since);

    /// <summary>A request about the lease of a volume at its site.</summary>
    /// <param name="Action"><c>read</c>, <c>take</c> (creates the epoch if it is the next one), or <c>renew</c> (rewrites it if it is the highest and belongs to the writer).</param>
    /// <param name="Epoch">The epoch to create or to write.</param>
    /// <param name="Content">What to write.</param>
    public sealed record Change(string Action, long Epoch = 0, SiteLease? Content = null);

    /// <summary>Whether the holder has released it.</summary>
    public bool Released { get; init; }
}
