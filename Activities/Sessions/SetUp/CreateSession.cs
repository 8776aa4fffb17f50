using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Creates the session.</summary>
/// <remarks>
/// A session that exists by now was created by an earlier attempt of this step: the check before found none, and no other operation
/// runs here. One that a person creates in these seconds is adopted.
/// </remarks>
public sealed class CreateSession(GlusterClient gluster, SetUpLease lease) : Activity<SetUpStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, SetUpStep input)
    {
        await lease.RequireAsync(input, context);
        CancellationToken cancellation = context.CancellationToken;
        (GlusterPool pool, GeoRepSession session) = (input.Plan.PrimaryPool, input.Request.Session);
        await gluster.CreateSessionAsync(pool, session, cancellation);
        if (input.Plan.ForgetsSyncTime)
        {
            // Only the removal of a session deletes its sync time on the bricks.
            await gluster.DeleteSessionAsync(pool, session, resetSyncTime: true, cancellation);
            await gluster.CreateSessionAsync(pool, session, cancellation);
        }

        return true;
    }
}
