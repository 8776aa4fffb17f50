using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;

namespace GlusterDr.Sessions.Options;

/// <summary>
/// Reads and changes the options of a session. Names and values are checked first. A value that is already set is not set again, because
/// that would restart the workers. A session that was started replicates again afterwards; otherwise the outcome has a warning.
/// </summary>
public sealed class SessionSettings(
    PoolFinder pools, GlusterClient gluster, SessionCatalog sessions, SessionGuard guard, SessionPoints points, SessionSettler settler, TimeProvider time)
{
    /// <summary>Every option that Gluster lists, by name.</summary>
    public async Task<IReadOnlyList<SessionOptionView>> ListAsync(SessionAddress address, CancellationToken cancellation)
    {
        GlusterPool pool = await PoolAsync(address, cancellation);
        IReadOnlyDictionary<string, string> config = await gluster.GetSessionConfigAsync(pool, address.Session, cancellation);
        return [.. config.Select(o => SessionOptionView.Of(o.Key, o.Value)).OrderBy(o => o.Name, StringComparer.Ordinal)];
    }

    /// <summary>Sets an option.</summary>
    /// <param name="address">The session.</param>
    /// <param name="name">The option.</param>
    /// <param name="value">Its value.</param>
    /// <param name="force">Accepts values that are unsafe for VM images, and changes a paused session, which then runs briefly.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="DrException"><see cref="ErrorCodes.SettingInvalid"/>, <see cref="ErrorCodes.SettingUnsafe"/>,
    /// <see cref="ErrorCodes.SessionUnsafe"/>, <see cref="ErrorCodes.LeaseHeld"/>, <see cref="ErrorCodes.SessionNotFound"/>.</exception>
    public async Task<SessionOutcome> SetAsync(SessionAddress address, string name, string value, bool force, CancellationToken cancellation)
    {
        SessionOption option = SessionOptions.RequireChangeable(name);
        string wanted = SettingCheck.Require(option, value, force);
        GlusterPool pool = await PoolAsync(address, cancellation);
        if (option.Kind != SessionOptionKind.Moment
            && SettingCheck.Same(option, await gluster.GetSessionConfigAsync(pool, address.Session, option.Name, cancellation), wanted))
        {
            return new SessionOutcome(address.ToString(), false, $"{option.Name} is {wanted.Trim()} already");
        }

        return await ChangeAsync(address, pool, option, force, $"{option.Name} is now {wanted.Trim()}", () => WriteAsync(pool, address, option, wanted, cancellation), cancellation);
    }

    /// <summary>Resets an option to its default.</summary>
    /// <inheritdoc cref="SetAsync"/>
    public async Task<SessionOutcome> ResetAsync(SessionAddress address, string name, bool force, CancellationToken cancellation)
    {
        SessionOption option = SessionOptions.RequireChangeable(name);
        GlusterPool pool = await PoolAsync(address, cancellation);
        string now = await gluster.GetSessionConfigAsync(pool, address.Session, option.Name, cancellation);
        if (option.Default is { } standard && SettingCheck.Same(option, now, standard))
        {
            return new SessionOutcome(address.ToString(), false, $"{option.Name} has its default already: {Shown(standard)}");
        }

        string after = now;
        SessionOutcome outcome = await ChangeAsync(
            address, pool, option, force, "",
            async () =>
            {
                await gluster.ResetSessionConfigAsync(pool, address.Session, option.Name, cancellation);
                after = await gluster.GetSessionConfigAsync(pool, address.Session, option.Name, cancellation);
            },
            cancellation);
        return outcome with { Fact = $"{option.Name} has its default again: {Shown(after)}" };
    }

    /// <summary>The bandwidth limit of the session.</summary>
    public async Task<BandwidthLimit> GetLimitAsync(SessionAddress address, CancellationToken cancellation)
    {
        GlusterPool pool = await PoolAsync(address, cancellation);
        IReadOnlyDictionary<string, string> config = await gluster.GetSessionConfigAsync(pool, address.Session, cancellation);
        return new(RsyncWords.LimitOf(Value(config, SessionOptions.RsyncOptions)), await RsyncsAsync(pool, address, config, cancellation));
    }

    /// <summary>Sets the bandwidth limit of the session, as a part of its rsync-options.</summary>
    /// <param name="address">The session.</param>
    /// <param name="limit">In the form that <see cref="BandwidthLimit.Parse"/> reads.</param>
    /// <param name="force">Changes a paused session, which then runs briefly.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <inheritdoc cref="SetAsync"/>
    public async Task<SessionOutcome> LimitAsync(SessionAddress address, string limit, bool force, CancellationToken cancellation)
    {
        SessionOption option = SessionOptions.Find(SessionOptions.RsyncOptions)! with { Caution = null };
        GlusterPool pool = await PoolAsync(address, cancellation);
        IReadOnlyDictionary<string, string> config = await gluster.GetSessionConfigAsync(pool, address.Session, cancellation);
        if (Value(config, SessionOptions.SyncMethod) is not "rsync" and var method)
        {
            throw SettingErrors.Invalid(
                $"The session's {SessionOptions.SyncMethod} is {method}: only rsync can be limited.", $"Set {SessionOptions.SyncMethod} to rsync first.",
                AdvisedAction.Of(AdviceCodes.SetSessionOption, (AdvisedAction.Session, $"{address}"), ("option", SessionOptions.SyncMethod), ("value", "rsync")));
        }

        BandwidthLimit wanted = BandwidthLimit.Parse(limit, await RsyncsAsync(pool, address, config, cancellation));
        string stands = string.Join(' ', RsyncWords.Split(Value(config, SessionOptions.RsyncOptions)));
        string words = RsyncWords.WithLimit(stands, wanted.KibibytesEach);
        string fact = $"bandwidth: {wanted}";
        if (words == stands)
        {
            return new SessionOutcome(address.ToString(), false, $"{fact}, already");
        }

        SessionOutcome outcome = await ChangeAsync(
            address, pool, option, force, fact,
            () => words.Length == 0
                ? gluster.ResetSessionConfigAsync(pool, address.Session, option.Name, cancellation)
                : gluster.SetSessionConfigAsync(pool, address.Session, option.Name, SettingCheck.Require(option, words, force: true), cancellation),
            cancellation);
        return wanted.KibibytesEach is null
            ? outcome
            : outcome with { Notes = ["only the content of files is limited; names, attributes and deletions are replicated without a limit", .. outcome.Notes] };
    }

    private async Task WriteAsync(GlusterPool pool, SessionAddress address, SessionOption option, string value, CancellationToken cancellation)
    {
        if (option.Kind == SessionOptionKind.Moment)
        {
            await gluster.SetCheckpointAsync(pool, address.Session, cancellation);
            await gluster.ReadCheckpointAsync(pool, address.Session, null, cancellation);
        }
        else
        {
            await gluster.SetSessionConfigAsync(pool, address.Session, option.Name, value, cancellation);
        }
    }

    private async Task<SessionOutcome> ChangeAsync(
        SessionAddress address, GlusterPool pool, SessionOption option, bool force, string fact, Func<Task> change, CancellationToken cancellation)
    {
        await guard.RequireIdleAsync(address, cancellation);
        SessionView before = await sessions.GetAsync(address, TimeSpan.Zero, cancellation);
        bool isPaused = before.Health.Grade == SessionGrade.Paused;
        if (isPaused && option.RestartsWorkers && !force)
        {
            throw SessionGuard.Unsafe(
                address, "it is paused, and Gluster starts the workers of a paused session when its configuration changes",
                "Stop the session first, or repeat the request with force: the session then runs briefly and is paused again.",
                AdvisedAction.OnSession(AdviceCodes.StopSession, address));
        }

        if (!option.RestartsWorkers || before.Health.Grade is SessionGrade.Created or SessionGrade.Stopped)
        {
            await change();
            return new SessionOutcome(address.ToString(), true, fact) { Notes = [.. Notes(option)] };
        }

        if (isPaused)
        {
            await points.SupersedeAsync(address.Session, "a change of the options of the paused session", cancellation);
        }

        (SessionView view, bool settled) = await RestartAsync(address, pool, before, isPaused, change, cancellation);
        string[] warnings = settled
            ? []
            : [$"after {SessionSettler.Bound.TotalSeconds:0} s the session does not replicate again: {view.Health.Summary}"];
        view = isPaused ? await sessions.GetAsync(address, TimeSpan.Zero, cancellation) : view;
        string again = isPaused ? "Gluster started its workers for it; it is paused again" : "its workers were restarted for it, and have a new live feed";
        return new SessionOutcome(address.ToString(), true, fact) { View = view, Warnings = warnings, Notes = [again, .. Notes(option)] };
    }

    // A change that failed or was interrupted can have started the workers of a paused session too. Gluster makes one change of a session
    // at a time, so the pause follows a change that is still in progress.
    private async Task<(SessionView View, bool Settled)> RestartAsync(
        SessionAddress address, GlusterPool pool, SessionView before, bool isPaused, Func<Task> change, CancellationToken cancellation)
    {
        (SessionView View, bool Settled) after = (before, false);
        await (isPaused
            ? FinalStep.RunAsync(
                time, ChangeAndWaitAsync, c => gluster.PauseSessionAsync(pool, address.Session, c), "pause the session again",
                AdvisedAction.OnSession(AdviceCodes.PauseSession, address, AdvisedAction.Force))
            : ChangeAndWaitAsync());
        return after;

        async Task ChangeAndWaitAsync()
        {
            await change();
            after = await settler.WaitAsync(address, before, cancellation);
        }
    }

    private async Task<int> RsyncsAsync(
        GlusterPool pool, SessionAddress address, IReadOnlyDictionary<string, string> config, CancellationToken cancellation)
    {
        GlusterVolume volume = await gluster.GetVolumeAsync(pool, address.Session.PrimaryVolume, cancellation);
        return int.Parse(Value(config, SessionOptions.SyncJobs)) * volume.Subvolumes.Count;
    }

    private Task<GlusterPool> PoolAsync(SessionAddress address, CancellationToken cancellation) => pools.FindAsync(address.Host, cancellation);

    private static string Value(IReadOnlyDictionary<string, string> config, string option) =>
        config.GetValueOrDefault(SessionKey.Normalise(option)) ?? SessionOptions.Find(option)!.Default!;

    private static IEnumerable<string> Notes(SessionOption option) => option.Caution is { } caution ? [caution] : [];

    private static string Shown(string value) => value.Length == 0 ? "(empty)" : value;
}
