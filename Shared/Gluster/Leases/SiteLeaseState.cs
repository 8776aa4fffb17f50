namespace GlusterDr.Gluster.Leases;

/// <summary>The lease of a volume at its site after the agent's operation.</summary>
/// <param name="Epoch">Increases each time the lease is taken; 0: it was never taken.</param>
/// <param name="Content">Its content; null: it was never taken, or the taker died before it wrote the content.</param>
/// <param name="Done">Whether the requested action was done.</param>
public sealed record SiteLeaseState(long Epoch, SiteLease? Content, bool Done)
{
    /// <summary>Whether it is free.</summary>
    public bool IsFree => Epoch == 0 || Content is { Released: true };
}
