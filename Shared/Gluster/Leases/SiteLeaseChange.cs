namespace GlusterDr.Gluster.Leases;

/// <summary>What is asked of the lease of a volume at its site.</summary>
/// <param name="Action"><c>read</c>, <c>take</c> (creates the epoch if it is the next), or <c>renew</c> (writes it if it is the highest and the writer's own).</param>
/// <param name="Epoch">The epoch to create or to write.</param>
/// <param name="Content">What to write.</param>
public sealed record SiteLeaseChange(string Action, long Epoch = 0, SiteLease? Content = null);
