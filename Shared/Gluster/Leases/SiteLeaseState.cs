namespace GlusterDr.Gluster.Leases;

/// <summary>The lease of a volume at its site, as the agent found or left it.</summary>
/// <param name="Epoch">Rises each time that it is taken; 0: nobody ever took it.</param>
/// <param name="Content">Null: nobody ever took it, or whoever did died before it was written.</param>
/// <param name="Done">Whether what was asked for was done.</param>
public sealed record SiteLeaseState(long Epoch, SiteLease? Content, bool Done)
{
    /// <summary>Whether nobody holds it.</summary>
    public bool IsFree => Epoch == 0 || Content is { Released: true };
}
