using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Policies;

namespace GlusterDr.Activities.Sync;

/// <summary>Stops or pauses a session, as the policy wants it between runs.</summary>
public sealed class SessionStopper(GlusterClient gluster)
{
    /// <summary>Stops or pauses the session, whatever its state is, and waits until the status shows that.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotStopped"/>.</exception>
    public Task StopOrPauseAsync(DestinationAccess access, CancellationToken cancellation) =>
        access.Destination.BetweenRuns == BetweenRuns.Paused
            ? PauseAsync(access, cancellation)
            : StopAsync(access, cancellation);

    /// <summary>As <see cref="StopOrPauseAsync"/>, but does not wait for the status: the caller calls <see cref="VerifyAsync"/> later.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotStopped"/>.</exception>
    public async Task RequestStopOrPauseAsync(DestinationAccess access, CancellationToken cancellation)
    {
        Task<bool> request = access.Destination.BetweenRuns == BetweenRuns.Paused
            ? gluster.RequestPauseAsync(access.PrimaryPool, access.Session, cancellation)
            : gluster.RequestStopAsync(access.PrimaryPool, access.Session, cancellation);
        if (!await request)
        {
            await StopOrPauseAsync(access, cancellation);
        }
    }

    /// <summary>Verifies by the status that the session is stopped or paused. If it is not, stops or pauses it.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotStopped"/>.</exception>
    public async Task VerifyAsync(DestinationAccess access, CancellationToken cancellation)
    {
        GeoRepStatus status = await gluster.GetSessionStatusAsync(access.PrimaryPool, access.Session, cancellation);
        bool isDone = status.IsStopped || (access.Destination.BetweenRuns == BetweenRuns.Paused && status.IsPaused);
        if (!isDone)
        {
            await StopOrPauseAsync(access, cancellation);
        }
    }

    /// <summary>Stops the session. If a node is down, Gluster refuses a plain stop, and the session is stopped by force.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotStopped"/>.</exception>
    public async Task StopAsync(DestinationAccess access, CancellationToken cancellation)
    {
        try
        {
            await gluster.StopSessionAsync(access.PrimaryPool, access.Session, force: false, cancellation);
        }
        catch (DrException)
        {
            await gluster.StopSessionAsync(access.PrimaryPool, access.Session, force: true, cancellation);
        }
    }

    /// <summary>Pauses the session. If that fails, stops it: the secondary does not change then either.</summary>
    private async Task PauseAsync(DestinationAccess access, CancellationToken cancellation)
    {
        try
        {
            await gluster.PauseSessionAsync(access.PrimaryPool, access.Session, cancellation);
        }
        catch (DrException)
        {
            await StopAsync(access, cancellation);
        }
    }
}
