using GlusterDr.Errors;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>What Gluster reports about both ends of a destination.</summary>
/// <param name="Session">Its session; null: see <paramref name="SessionError"/>.</param>
/// <param name="SessionError">Why the session is unknown.</param>
/// <param name="Primary">The primary volume; null: it could not be read, which is a finding.</param>
/// <param name="Secondary">The secondary volume; null: it could not be read, which is a finding.</param>
public sealed record DestinationSides(GeoRepStatus? Session, Error? SessionError, GlusterVolume? Primary, GlusterVolume? Secondary)
{
    /// <summary>The pool of the primary site; null: none of its nodes reported it.</summary>
    public NodePool? PrimaryPool { get; init; }

    /// <summary>What each node of the destination's site reported, in the order of the policy.</summary>
    public required IReadOnlyList<NodeIdentity> SecondaryNodes { get; init; }

    /// <summary>Whether no command reaches any node of the destination's site.</summary>
    public bool IsSecondarySilent => SecondaryNodes.All(n => n.IsSilent);
}
