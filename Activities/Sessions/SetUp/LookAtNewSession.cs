using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Looks whether each subvolume has its Active worker, and whether a change of the primary has arrived.</summary>
public sealed class LookAtNewSession(GlusterClient gluster, SetUpLease lease) : Activity<NewSessionQuery, NewSessionLook>
{
    /// <inheritdoc/>
    public override async Task<NewSessionLook> RunAsync(ActivityContext context, NewSessionQuery input)
    {
        await lease.RequireAsync(input.SetUp, context);
        (GlusterPool pool, GeoRepSession session) = (input.SetUp.Plan.PrimaryPool, input.SetUp.Request.Session);
        Task<GlusterVolume> volume = gluster.GetVolumeAsync(pool, session.PrimaryVolume, context.CancellationToken);
        GeoRepStatus status = await gluster.GetSessionStatusAsync(pool, session, context.CancellationToken);
        return NewSession.Judge(status, await volume, input.Marker);
    }
}
