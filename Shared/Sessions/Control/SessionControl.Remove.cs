using GlusterDr.Errors;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Control;

/// <content>Removal.</content>
public sealed partial class SessionControl
{
    /// <summary>Removes a session. The data of both volumes is not changed.</summary>
    /// <param name="address">The session.</param>
    /// <param name="resetSyncTime">Deletes the sync time on the bricks, so that a new session of these volumes replicates everything again.</param>
    /// <param name="force">Also a session that runs, which is stopped first, and one that a policy uses.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionUnsafe"/>, <see cref="ErrorCodes.LeaseHeld"/>,
    /// <see cref="ErrorCodes.VolumeNotFound"/>.</exception>
    public async Task<SessionOutcome> RemoveAsync(SessionAddress address, bool resetSyncTime, bool force, CancellationToken cancellation)
    {
        GlusterPool pool = await pools.FindAsync(address.Host, cancellation);
        if (await FindAsync(pool, address, cancellation) is not { } status)
        {
            return new SessionOutcome(address.ToString(), false, "the session does not exist: nothing to remove");
        }

        await guard.RequireIdleAsync(address, cancellation);
        if (!status.IsStopped && !force)
        {
            throw SessionGuard.Unsafe(
                address, "it is not stopped", "Stop it first, or repeat the request with force, which does that.", AdvisedAction.OnSession(AdviceCodes.StopSession, address));
        }

        await guard.RequireUnusedAsync(address, "its runs would fail without it", force, cancellation);
        if (!status.IsStopped)
        {
            await StopAsync(address, pool, force: false, cancellation);
        }

        await gluster.DeleteSessionAsync(pool, address.Session, resetSyncTime, cancellation);
        return new SessionOutcome(address.ToString(), true, "removed") { Notes = [SyncTime(resetSyncTime), ReadOnly(address)] };
    }

    private async Task<GeoRepStatus?> FindAsync(GlusterPool pool, SessionAddress address, CancellationToken cancellation)
    {
        try
        {
            return await gluster.GetSessionStatusAsync(pool, address.Session, cancellation);
        }
        catch (DrException e) when (e.Error.Code == ErrorCodes.SessionNotFound)
        {
            return null;
        }
    }

    private static string SyncTime(bool reset) => reset
        ? "the sync time was reset: a new session of these volumes replicates everything again"
        : "the sync time is kept: a new session of these volumes continues from there. If the secondary was changed, emptied or re-created "
            + "since, earlier files stay missing there: then remove the session with its sync time";

    private static string ReadOnly(SessionAddress address) =>
        $"the secondary volume stays read-only; to write there: gluster volume reset {address.Session.SecondaryVolume} features.read-only, on one of its nodes";
}
