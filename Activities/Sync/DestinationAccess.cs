using GlusterDr.Activities.Sync.Snapshot;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;
using GlusterDr.Replication;
using GlusterDr.Vms;

namespace GlusterDr.Activities.Sync;

/// <summary>A destination, with the pools at both of its ends.</summary>
public sealed record DestinationAccess(Policy Policy, Destination Destination)
{
    /// <summary>The volume that is replicated to it.</summary>
    public string PrimaryVolume => Policy.PrimaryOf(Destination);

    /// <summary>The session.</summary>
    public GeoRepSession Session => Destination.Session(PrimaryVolume);

    /// <summary>The pool of the primary site.</summary>
    public GlusterPool PrimaryPool => new(Policy.Site.GlusterNodes());

    /// <summary>The pool of the secondary site.</summary>
    public GlusterPool SecondaryPool => new(Destination.Site.GlusterNodes());

    /// <summary>The disks of a snapshot on the volume that is replicated; null: none.</summary>
    public VmSnapshot? Part(VmSnapshot? snapshot) => snapshot?.On(PrimaryVolume, Policy);
}
