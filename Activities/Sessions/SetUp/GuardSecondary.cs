using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Makes the secondary volume read-only for all but geo-replication.</summary>
public sealed class GuardSecondary(GlusterClient gluster, SetUpLease lease) : Activity<SetUpStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, SetUpStep input)
    {
        await lease.RequireAsync(input, context);
        await gluster.SetVolumeOptionAsync(input.Plan.SecondaryPool, input.Request.Session.SecondaryVolume, GlusterVolume.ReadOnlyOption, "on", context.CancellationToken);
        return true;
    }
}
