using GlusterDr.Errors;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>What Gluster says of both ends of a destination.</summary>
/// <param name="Session">Its session; null: see <paramref name="SessionError"/>.</param>
/// <param name="SessionError">Why the session is not known.</param>
/// <param name="Primary">The volume that is copied; null: it could not be asked for, which is a finding.</param>
/// <param name="Secondary">The volume that holds the copy; null: it could not be asked for, which is a finding.</param>
public sealed record DestinationSides(GeoRepStatus? Session, Error? SessionError, GlusterVolume? Primary, GlusterVolume? Secondary)
{
    /// <summary>The pool of the protected site; null: none of its nodes told.</summary>
    public NodePool? PrimaryPool { get; init; }

    /// <summary>What each node that the destination's site lists said, in the policy's order.</summary>
    public required IReadOnlyList<NodeIdentity> SecondaryNodes { get; init; }

    /// <summary>Whether no command reaches any node of the destination's site.</summary>
    public bool IsSecondarySilent => SecondaryNodes.All(n => n.IsSilent);
}
