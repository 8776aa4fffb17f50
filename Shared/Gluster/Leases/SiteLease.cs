namespace GlusterDr.Gluster.Leases;

/// <summary>What the lease at a site says: the content of its file on the volume.</summary>
/// <param name="Plane">The id of the holder's data directory, or of its tables.</param>
/// <param name="Host">The host that it runs on.</param>
/// <param name="Holder">The run or operation.</param>
/// <param name="Since">When it was taken, by the holder's own clock: for people, compared with no other clock.</param>
/// <param name="Beat">Rises with each renewal.</param>
public sealed record SiteLease(string Plane, string Host, string Holder, DateTimeOffset Since, long Beat = 0)
{
    /// <summary>Whether the holder has given it back.</summary>
    public bool Released { get; init; }
}
