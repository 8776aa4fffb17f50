using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Starts a session. One that runs is not changed.</summary>
public sealed class StartAfterRepair(SessionAccess access, GlusterClient gluster, SessionPoints points) : Activity<RepairStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, RepairStep input)
    {
        GlusterPool pool = await access.PrimaryAsync(input, context.CancellationToken);
        await points.SupersedeAsync(input.Address.Session, context.InstanceId, context.CancellationToken);
        await gluster.StartSessionAsync(pool, input.Address.Session, force: false, context.CancellationToken);
        return true;
    }
}
