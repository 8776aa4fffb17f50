using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Policies;

namespace GlusterDr.Activities.Sync;

/// <summary>Brings a session to the state that holds its secondary still between runs.</summary>
public sealed class SessionStopper(GlusterClient gluster)
{
    /// <summary>Stops or pauses, as the policy says; whatever it is in now. Its status shows it then.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotStopped"/>.</exception>
    public Task StopOrPauseAsync(DestinationAccess access, CancellationToken cancellation) =>
        access.Destination.BetweenRuns == BetweenRuns.Paused
            ? PauseAsync(access, cancellation)
            : StopAsync(access, cancellation);

    /// <summary>As <see cref="StopOrPauseAsync"/>, but takes Gluster's word for now: for who calls <see cref="VerifyAsync"/> later.</summary>
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

    /// <summary>Sees to it that the session is stopped or paused, by its status; where it is not, it is made so.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotStopped"/>.</exception>
    public async Task VerifyAsync(DestinationAccess access, CancellationToken cancellation)
    {
        GeoRepStatus status = await gluster.GetSessionStatusAsync(access.PrimaryPool, access.Session, cancellation);
        bool held = status.IsStopped || (access.Destination.BetweenRuns == BetweenRuns.Paused && status.IsPaused);
        if (!held)
        {
            await StopOrPauseAsync(access, cancellation);
        }
    }

    /// <summary>Stops; where a node is down, by force, for a plain stop is refused then.</summary>
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

    /// <summary>Pauses; what cannot be paused is stopped, which is as still.</summary>
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
