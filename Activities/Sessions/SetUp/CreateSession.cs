using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Makes the session.</summary>
/// <remarks>
/// One that is there by now was made by an earlier attempt of this step: the look before found none, and no other operation is at
/// work here. Whoever makes the same one by hand in these seconds has it adopted.
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
            // Only the removal of a session makes the bricks forget how far it came.
            await gluster.DeleteSessionAsync(pool, session, resetSyncTime: true, cancellation);
            await gluster.CreateSessionAsync(pool, session, cancellation);
        }

        return true;
    }
}
