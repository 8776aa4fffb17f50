using GlusterDr.Activities.Sync.Snapshot;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;
using GlusterDr.Replication;
using GlusterDr.Vms;

namespace GlusterDr.Activities.Sync;

/// <summary>A destination with what it takes to talk to both of its ends.</summary>
public sealed record DestinationAccess(Policy Policy, Destination Destination)
{
    /// <summary>The volume that is copied there.</summary>
    public string PrimaryVolume => Policy.PrimaryOf(Destination);

    /// <summary>The session.</summary>
    public GeoRepSession Session => Destination.Session(PrimaryVolume);

    /// <summary>The pool of the protected site.</summary>
    public GlusterPool PrimaryPool => new(Policy.Site.GlusterNodes());

    /// <summary>The pool that holds the copy.</summary>
    public GlusterPool SecondaryPool => new(Destination.Site.GlusterNodes());

    /// <summary>What a snapshot has on the volume that is copied there; null: nothing.</summary>
    public VmSnapshot? Part(VmSnapshot? snapshot) => snapshot?.On(PrimaryVolume, Policy);
}
