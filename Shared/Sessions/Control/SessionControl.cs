using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Leases;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Options;

namespace GlusterDr.Sessions.Control;

/// <summary>
/// Starts, stops, pauses, resumes and removes sessions for a person. A session that is already in that state is not changed. A change
/// that would cause damage is refused. The status afterwards decides, because Gluster's exit codes are not reliable.
/// </summary>
public sealed partial class SessionControl(
    PoolFinder pools,
    GlusterClient gluster,
    SessionCatalog sessions,
    SessionGuard guard,
    SessionPoints points,
    SessionSettler settler,
    TimeProvider time)
{
    /// <summary>Starts a session, and waits until it replicates.</summary>
    /// <param name="address">The session.</param>
    /// <param name="force">Also the session of a policy; and restarts a session whose workers are stopped on some nodes.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotFound"/>, <see cref="ErrorCodes.SessionUnsafe"/>,
    /// <see cref="ErrorCodes.LeaseHeld"/>, <see cref="ErrorCodes.SessionNotActive"/>.</exception>
    public async Task<SessionOutcome> StartAsync(SessionAddress address, bool force, CancellationToken cancellation)
    {
        (GlusterPool pool, GeoRepStatus status) = await LookAsync(address, cancellation);
        bool partly = status.IsRunning && status.Workers.Any(w => w.State is GeoRepWorkerState.Stopped or GeoRepWorkerState.Created);
        SessionView before = await sessions.GetAsync(address, TimeSpan.Zero, cancellation);
        if (status.IsRunning && !(partly && (force || before.Health.Grade == SessionGrade.NotReplicating)))
        {
            return Same(before, address, "it runs already") with { Warnings = [.. partly ? [before.Health.Summary] : Array.Empty<string>(), .. Held(before), .. Silent(before)] };
        }

        await guard.RequireIdleAsync(address, cancellation);
        if (status.IsPaused)
        {
            throw SessionGuard.Unsafe(address, "it is paused; a start would not resume its workers", "Resume it.", AdvisedAction.OnSession(AdviceCodes.ResumeSession, address));
        }

        await guard.RequireUnusedAsync(address, "runs of the policy start and stop the session, and fail if it is already running", force, cancellation);
        await points.SupersedeAsync(address.Session, "the start of the session", cancellation);
        if (partly)
        {
            // After a stop by force while a node was down, the worker of that node runs alone, and Gluster starts no other before it is stopped too.
            await FinalStep.RunAsync(
                time, () => StopAsync(address, pool, force, cancellation), c => gluster.StartSessionAsync(pool, address.Session, force: false, c),
                "start the session again", AdvisedAction.OnSession(AdviceCodes.StartSession, address, AdvisedAction.Force));
        }
        else
        {
            await gluster.StartSessionAsync(pool, address.Session, force: false, cancellation);
        }

        return await SettleAsync(address, "started", null, cancellation);
    }

    /// <summary>Stops a session.</summary>
    /// <param name="address">The session.</param>
    /// <param name="force">Also while a node is down, or a run or operation of this control plane uses the session.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotFound"/>, <see cref="ErrorCodes.LeaseHeld"/>,
    /// <see cref="ErrorCodes.SessionNotStopped"/>.</exception>
    public async Task<SessionOutcome> StopAsync(SessionAddress address, bool force, CancellationToken cancellation)
    {
        (GlusterPool pool, GeoRepStatus status) = await LookAsync(address, cancellation);

        // Also if the session is stopped now: the run that uses it can start it at any moment, so success would be wrong.
        await (force ? guard.RequireNotElsewhereAsync(address, cancellation) : guard.RequireIdleAsync(address, cancellation));
        if (status.IsStopped)
        {
            return await SameAsync(address, "it is stopped already", cancellation);
        }

        await StopAsync(address, pool, force, cancellation);
        SessionView view = await sessions.GetAsync(address, TimeSpan.Zero, cancellation);
        return new SessionOutcome(address.ToString(), true, "stopped") { View = view, Warnings = [.. Silent(view)] };
    }

    /// <summary>Pauses a session.</summary>
    /// <param name="address">The session.</param>
    /// <param name="force">Also if a long pause breaks its connections.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotFound"/>, <see cref="ErrorCodes.SessionUnsafe"/>,
    /// <see cref="ErrorCodes.LeaseHeld"/>, <see cref="ErrorCodes.SessionNotActive"/>.</exception>
    public async Task<SessionOutcome> PauseAsync(SessionAddress address, bool force, CancellationToken cancellation)
    {
        (GlusterPool pool, GeoRepStatus status) = await LookAsync(address, cancellation);
        if (status.IsPaused)
        {
            return await SameAsync(address, "it is paused already", cancellation);
        }

        await guard.RequireIdleAsync(address, cancellation);
        if (status.IsStopped)
        {
            throw SessionGuard.Unsafe(address, "it is stopped; only a running session can be paused", "Leave it stopped.");
        }

        string hangsUp = $"a pause longer than its {SessionOptions.SecondaryTimeout} breaks its connections, and it may come back with a dead live feed";
        string timeout = await gluster.GetSessionConfigAsync(pool, address.Session, SessionOptions.SecondaryTimeout, cancellation);
        if (!force && timeout != "0")
        {
            throw SessionGuard.Unsafe(
                address, $"{hangsUp} ({timeout} s)", "Stop the session instead, which loses nothing. For a short pause repeat the request with force.",
                AdvisedAction.OnSession(AdviceCodes.StopSession, address));
        }

        await gluster.PauseSessionAsync(pool, address.Session, cancellation);
        SessionView view = await sessions.GetAsync(address, TimeSpan.Zero, cancellation);
        string[] warnings = timeout == "0" ? [] : [$"{hangsUp}: resume it within {timeout} s, or stop it"];
        return new SessionOutcome(address.ToString(), true, "paused") { View = view, Warnings = [.. warnings, .. Silent(view)] };
    }

    /// <summary>Resumes a paused session, and waits until it replicates.</summary>
    /// <param name="address">The session.</param>
    /// <param name="force">Also the session of a policy.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotFound"/>, <see cref="ErrorCodes.SessionUnsafe"/>,
    /// <see cref="ErrorCodes.LeaseHeld"/>, <see cref="ErrorCodes.SessionNotActive"/>.</exception>
    public async Task<SessionOutcome> ResumeAsync(SessionAddress address, bool force, CancellationToken cancellation)
    {
        (GlusterPool pool, GeoRepStatus status) = await LookAsync(address, cancellation);
        if (status.IsRunning && !status.Has(GeoRepWorkerState.Paused))
        {
            return await SameAsync(address, "it runs already", cancellation);
        }

        await guard.RequireIdleAsync(address, cancellation);
        if (status.IsStopped)
        {
            throw SessionGuard.Unsafe(address, "it is stopped; only a paused one can be resumed", "Start it.", AdvisedAction.OnSession(AdviceCodes.StartSession, address));
        }

        await guard.RequireUnusedAsync(address, "runs of the policy resume the session, and fail if it is already running", force, cancellation);
        await points.SupersedeAsync(address.Session, "the resumption of the session", cancellation);
        await gluster.ResumeSessionAsync(pool, address.Session, cancellation);
        return await SettleAsync(address, "resumed", null, cancellation);
    }

    private async Task<(GlusterPool Pool, GeoRepStatus Status)> LookAsync(SessionAddress address, CancellationToken cancellation)
    {
        GlusterPool pool = await pools.FindAsync(address.Host, cancellation);
        return (pool, await gluster.GetSessionStatusAsync(pool, address.Session, cancellation));
    }

    private async Task StopAsync(SessionAddress address, GlusterPool pool, bool force, CancellationToken cancellation)
    {
        try
        {
            await gluster.StopSessionAsync(pool, address.Session, force, cancellation);
        }
        catch (DrException e) when (!force && e.Error.Code == ErrorCodes.SessionNotStopped)
        {
            Error error = e.Error with
            {
                Advice = "If a node is down: stop the session with force, and again when the node is back.",
                Actions = [AdvisedAction.OnSession(AdviceCodes.StopSession, address, AdvisedAction.Force)],
            };
            throw new DrException(error, e);
        }
    }

    private async Task<SessionOutcome> SameAsync(SessionAddress address, string fact, CancellationToken cancellation) =>
        Same(await sessions.GetAsync(address, TimeSpan.Zero, cancellation), address, fact);

    private static SessionOutcome Same(SessionView view, SessionAddress address, string fact) =>
        new(address.ToString(), false, fact) { View = view, Warnings = [.. Held(view), .. Silent(view)] };

    private static string[] Held(SessionView view) =>
        view.HeldBy is { } holder ? [$"{LeaseHolder.Name(holder)} is using the session and will change its state again"] : [];

    private async Task<SessionOutcome> SettleAsync(SessionAddress address, string fact, SessionView? before, CancellationToken cancellation)
    {
        (SessionView view, bool settled) = await settler.WaitAsync(address, before, cancellation);
        return new SessionOutcome(address.ToString(), true, fact) { View = view, Warnings = [.. Unsettled(view, settled), .. Silent(view)] };
    }

    private static string[] Unsettled(SessionView view, bool settled) => settled
        ? []
        : [$"after {SessionSettler.Bound.TotalSeconds:0} s it does not replicate yet: {view.Health.Summary}"];

    // A node that was down during a stop starts its worker when it is back; one that was down during a start does not.
    private static IEnumerable<string> Silent(SessionView view)
    {
        string[] nodes = [.. view.Bricks.Where(b => b.State is null).Select(b => b.Node).Distinct()];
        return nodes.Length == 0
            ? []
            : [$"{string.Join(", ", nodes)} did not report: its state is not known. When the node is back, its worker may run although the session is stopped, "
                + "or not run although it is started: check the session then"];
    }
}
