namespace GlusterDr.Gluster.Leases;

/// <summary>A lease of another control plane, as this one saw it first in this state.</summary>
/// <param name="Epoch">Its epoch.</param>
/// <param name="Plane">Its holder's data directory.</param>
/// <param name="Beat">Its beat.</param>
/// <param name="Since">When it was first seen so, by this control plane's clock alone.</param>
public sealed record SiteLeaseSighting(long Epoch, string Plane, long Beat, DateTimeOffset Since);
