using GlusterDr.Errors;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;
using GlusterDr.Sites;

namespace GlusterDr.Gluster.Cli;

/// <content>
/// Changes of a session's state. The exit code is unreliable (starting with broken keys succeeds, resuming a running session fails), so
/// the status afterwards decides. Gluster's message is only used as the explanation.
/// </content>
public sealed partial class GlusterClient
{
    private static readonly TimeSpan StatePoll = TimeSpan.FromSeconds(1);

    /// <summary>Starts a session. A running session is unchanged. Returns the status that shows it.</summary>
    /// <exception cref="DrException">
    /// <see cref="ErrorCodes.SessionNotActive"/>: it is paused, or Gluster accepted the command but nothing runs.
    /// </exception>
    public Task<GeoRepStatus> StartSessionAsync(
        GlusterPool pool, GeoRepSession session, bool force = false, CancellationToken cancellation = default) =>
        ChangeAsync(
            new SessionChange(pool, session, "start", force, s => s.IsRunning, s => s.IsPaused)
            {
                Code = ErrorCodes.SessionNotActive,
                Advice = "Resume it when it is paused. Otherwise check the session's ssh keys: gluster volume geo-replication "
                    + $"{session.PrimaryVolume} {session.SecondaryUrl} create push-pem force, and gsyncd.log on the primary nodes.",
            },
            cancellation);

    /// <summary>
    /// Starts a session without reading the status afterwards, for callers that read it anyway. If Gluster refuses,
    /// <see cref="StartSessionAsync"/> decides.
    /// </summary>
    public async Task RequestStartAsync(GlusterPool pool, GeoRepSession session, CancellationToken cancellation = default)
    {
        if (!await RequestAsync(pool, session, "start", cancellation))
        {
            await StartSessionAsync(pool, session, force: false, cancellation);
        }
    }

    /// <summary>Resumes a paused session, as <see cref="RequestStartAsync"/> starts a stopped one.</summary>
    public async Task RequestResumeAsync(GlusterPool pool, GeoRepSession session, CancellationToken cancellation = default)
    {
        if (!await RequestAsync(pool, session, "resume", cancellation))
        {
            await ResumeSessionAsync(pool, session, cancellation);
        }
    }

    /// <summary>Stops a session. A stopped session is unchanged. Returns the status that shows it.</summary>
    /// <exception cref="DrException">
    /// <see cref="ErrorCodes.SessionNotStopped"/>: a node is down and force is not set, or the session still runs.
    /// </exception>
    public Task<GeoRepStatus> StopSessionAsync(
        GlusterPool pool, GeoRepSession session, bool force = false, CancellationToken cancellation = default) =>
        ChangeAsync(
            new SessionChange(pool, session, "stop", force, s => s.IsStopped, _ => false)
            {
                Code = ErrorCodes.SessionNotStopped,
                Advice = $"When a node is down: gluster volume geo-replication {session.PrimaryVolume} {session.SecondaryUrl} stop force",
            },
            cancellation);

    /// <summary>Pauses a running session. A paused session is unchanged. Returns the status that shows it.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotActive"/>: it does not run, so it cannot be paused.</exception>
    public Task<GeoRepStatus> PauseSessionAsync(GlusterPool pool, GeoRepSession session, CancellationToken cancellation = default) =>
        ChangeAsync(
            new SessionChange(pool, session, "pause", false, s => s.IsPaused, s => s.IsStopped)
            {
                Code = ErrorCodes.SessionNotActive,
                Advice = "Only a running session can be paused: start it first.",
            },
            cancellation);

    /// <summary>Resumes a paused session. A running session is unchanged. Returns the status that shows it.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotActive"/>: it is stopped, so there is nothing to resume.</exception>
    public Task<GeoRepStatus> ResumeSessionAsync(GlusterPool pool, GeoRepSession session, CancellationToken cancellation = default) =>
        ChangeAsync(
            new SessionChange(pool, session, "resume", false, s => s.IsRunning && !s.Has(GeoRepWorkerState.Paused), s => s.IsStopped)
            {
                Code = ErrorCodes.SessionNotActive,
                Advice = "Only a paused session can be resumed: start it.",
            },
            cancellation);

    /// <summary>Deletes a stopped session, and verifies that the status no longer reports it.</summary>
    /// <param name="pool">The primary pool.</param>
    /// <param name="session">The session.</param>
    /// <param name="resetSyncTime">Also removes the sync times (stime) from the bricks.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DrException"><see cref="ErrorCodes.GlusterFailed"/>: it still exists, because it runs or a node is down.</exception>
    public async Task DeleteSessionAsync(GlusterPool pool, GeoRepSession session, bool resetSyncTime, CancellationToken cancellation = default)
    {
        GlusterNames.RequireSession(session);
        GlusterLog.SessionChange(_logger, session.ToString(), "delete");
        string[] command = ["volume", "geo-replication", session.PrimaryVolume, session.SecondaryUrl, "delete", .. resetSyncTime ? ["reset-sync-time"] : Array.Empty<string>()];
        GlusterReply reply = await _cli.XmlAsync(pool, command, cancellation);
        try
        {
            await GetSessionStatusAsync(pool, session, cancellation);
        }
        catch (DrException e) when (e.Error.Code == ErrorCodes.SessionNotFound)
        {
            return;
        }

        throw reply.Succeeded
            ? new DrException(new Error(
                ErrorCodes.GlusterFailed,
                ErrorClass.Transient,
                $"Gluster accepted the removal of {session}, but it still exists.",
                reply.Host,
                reply.Command,
                "Check /var/log/glusterfs/glusterd.log on that node."))
            : GlusterErrors.From(reply);
    }

    /// <summary>Requests Gluster to stop a session; false: it refused.</summary>
    public Task<bool> RequestStopAsync(GlusterPool pool, GeoRepSession session, CancellationToken cancellation = default) =>
        RequestAsync(pool, session, "stop", cancellation);

    /// <summary>Requests Gluster to pause a session; false: it refused.</summary>
    public Task<bool> RequestPauseAsync(GlusterPool pool, GeoRepSession session, CancellationToken cancellation = default) =>
        RequestAsync(pool, session, "pause", cancellation);

    private async Task<bool> RequestAsync(GlusterPool pool, GeoRepSession session, string verb, CancellationToken cancellation)
    {
        GlusterNames.RequireSession(session);
        GlusterLog.SessionChange(_logger, session.ToString(), verb);
        return (await _cli.XmlAsync(pool, ["volume", "geo-replication", session.PrimaryVolume, session.SecondaryUrl, verb], cancellation)).Succeeded;
    }

    private async Task<GeoRepStatus> ChangeAsync(SessionChange change, CancellationToken cancellation)
    {
        GlusterNames.RequireSession(change.Session);
        GlusterLog.SessionChange(_logger, change.Session.ToString(), change.Verb);
        GlusterReply reply = await _cli.XmlAsync(change.Pool, change.Arguments, cancellation);
        long start = _time.GetTimestamp();
        for (; ; )
        {
            GeoRepStatus status = await GetSessionStatusAsync(change.Pool, change.Session, cancellation);
            if (change.Reached(status))
            {
                return status;
            }

            // Do not wait if the command was refused, or if this status never leads to the requested one.
            if (!reply.Succeeded || change.Hopeless(status) || _time.GetElapsedTime(start) > _options.StateTimeout)
            {
                throw change.Failed(reply, status);
            }

            await Task.Delay(StatePoll, _time, cancellation);
        }
    }
}
