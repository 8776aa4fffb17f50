using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Stops and starts the new session, whose live feed is dead. Changes whose changelogs have rolled over arrive by the history crawl.</summary>
public sealed class RestartNewSession(GlusterClient gluster, SetUpLease lease) : Activity<SetUpStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, SetUpStep input)
    {
        await lease.RequireAsync(input, context);
        (GlusterPool pool, GeoRepSession session) = (input.Plan.PrimaryPool, input.Request.Session);
        await gluster.StopSessionAsync(pool, session, force: false, context.CancellationToken);
        await gluster.StartSessionAsync(pool, session, force: false, context.CancellationToken);
        return true;
    }
}
