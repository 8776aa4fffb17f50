using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>
/// Removes the session that was created, whether it runs or not, and its sync time, unless an earlier session left one.
/// </summary>
public sealed class RemoveCreatedSession(GlusterClient gluster, SetUpLease lease) : Activity<SetUpStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, SetUpStep input)
    {
        await lease.RequireAsync(input, context);
        CancellationToken cancellation = context.CancellationToken;
        (GlusterPool pool, GeoRepSession session) = (input.Plan.PrimaryPool, input.Request.Session);
        try
        {
            GeoRepStatus status = await gluster.GetSessionStatusAsync(pool, session, cancellation);
            if (!status.IsStopped)
            {
                await gluster.StopSessionAsync(pool, session, force: true, cancellation);
            }
        }
        catch (DrException e) when (e.Error.Code == ErrorCodes.SessionNotFound)
        {
            return true;
        }

        await gluster.DeleteSessionAsync(pool, session, resetSyncTime: !input.Plan.HasSyncTime, cancellation);
        return true;
    }
}
