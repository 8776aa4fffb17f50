using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Starts the new session.</summary>
public sealed class StartNewSession(GlusterClient gluster, SessionPoints points, SetUpLease lease) : Activity<SetUpStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, SetUpStep input)
    {
        await lease.RequireAsync(input, context);
        await points.SupersedeAsync(input.Request.Session, context.InstanceId, context.CancellationToken);
        await gluster.StartSessionAsync(input.Plan.PrimaryPool, input.Request.Session, force: false, context.CancellationToken);
        return true;
    }
}
