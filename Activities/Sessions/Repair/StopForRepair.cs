using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Stops a session in any state, by force if a node is down. Does nothing if the session does not exist.</summary>
public sealed class StopForRepair(SessionAccess access, GlusterClient gluster) : Activity<RepairStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, RepairStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        GlusterPool pool = await access.PrimaryAsync(input, cancellation);
        GeoRepSession session = input.Address.Session;
        try
        {
            if ((await gluster.GetSessionStatusAsync(pool, session, cancellation)).IsStopped)
            {
                return true;
            }
        }
        catch (DrException e) when (e.Error.Code == ErrorCodes.SessionNotFound)
        {
            return true;
        }

        try
        {
            await gluster.StopSessionAsync(pool, session, force: false, cancellation);
        }
        catch (DrException)
        {
            await gluster.StopSessionAsync(pool, session, force: true, cancellation);
        }

        return true;
    }
}
