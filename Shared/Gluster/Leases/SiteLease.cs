namespace GlusterDr.Gluster.Leases;

/// <summary>What the lease at a site says: the content of its file on the volume.</summary>
/// <param name="Plane">The id of the holder's data directory, or of its tables.</param>
/// <param name="Host">The host that it runs on.</param>
/// <param name="Holder">The run or operation.</param>
/// <param name="Since">When it was taken, by the holder's own clock: for people, compared with no other clock.</param>
/// <param name="Beat">Rises with each renewal.</param>
public sealed record SiteLease(string Plane, string Host, string Holder, DateTimeOffset Since, long Beat = 0)
{
    /// <summary>A lease of another control plane, as this one saw it first in this state.</summary>
    /// <param name="Epoch">Its epoch.</param>
    /// <param name="Plane">Its holder's data directory.</param>
    /// <param name="Beat">Its beat.</param>
    /// <param name="Since">When it was first seen so, by this control plane's clock alone.</param>
    public sealed record Observation(long Epoch, string Plane, long Beat, DateTimeOffset Since);

    /// <summary>What is asked of the lease of a volume at its site.</summary>
    /// <param name="Action"><c>read</c>, <c>take</c> (creates the epoch if it is the next), or <c>renew</c> (writes it if it is the highest and the writer's own).</param>
    /// <param name="Epoch">The epoch to create or to write.</param>
    /// <param name="Content">What to write.</param>
    public sealed record Change(string Action, long Epoch = 0, SiteLease? Content = null);

    /// <summary>Whether the holder has given it back.</summary>
    public bool Released { get; init; }
}
