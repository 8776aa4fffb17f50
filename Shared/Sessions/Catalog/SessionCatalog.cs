using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;
using GlusterDr.Replication;

namespace GlusterDr.Sessions.Catalog;

/// <summary>Lists and reads sessions, whoever created them. Changes nothing.</summary>
public sealed class SessionCatalog(
    PoolFinder pools, GlusterClient gluster, VolumeAgent agent, SessionUse use, SecondaryChanges changes, TimeProvider time)
{
    /// <summary>The sessions of a pool, or of one of its volumes as the primary.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.VolumeNotFound"/>, <see cref="ErrorCodes.HostUnreachable"/>.</exception>
    public async Task<IReadOnlyList<SessionView>> ListAsync(string host, string? volume, CancellationToken cancellation)
    {
        GlusterPool pool = await pools.FindAsync(host, cancellation);
        if (volume is not null)
        {
            await gluster.GetVolumeAsync(pool, volume, cancellation);
        }

        IReadOnlyList<GeoRepStatus> found = await gluster.ListSessionsAsync(pool, cancellation);
        return await ViewAsync(host, pool, [.. found.Where(s => volume is null || s.Session.PrimaryVolume == volume)], null, cancellation);
    }

    /// <summary>One session.</summary>
    /// <param name="address">Which.</param>
    /// <param name="apart">Reads the status a second time after this time, and uses both; zero: reads it once.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotFound"/>, <see cref="ErrorCodes.HostUnreachable"/>.</exception>
    public async Task<SessionView> GetAsync(SessionAddress address, TimeSpan apart, CancellationToken cancellation) =>
        (await LookAsync(address, apart, cancellation)).View;

    /// <summary>One session; if it is stopped or paused, also whether files at its secondary differ from the recovery point.</summary>
    /// <param name="address">Which.</param>
    /// <param name="apart">As for <see cref="GetAsync"/>.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotFound"/>, <see cref="ErrorCodes.HostUnreachable"/>.</exception>
    public async Task<SessionView> ExamineAsync(SessionAddress address, TimeSpan apart, CancellationToken cancellation)
    {
        (SessionView view, GeoRepStatus status, GlusterVolume? secondary) = await LookAsync(address, apart, cancellation);
        if (secondary is not { IsStarted: true })
        {
            return view;
        }

        foreach ((Policy policy, Destination destination) in await CopiesAsync(view.Session, cancellation))
        {
            try
            {
                view = await changes.FindAsync(policy, destination, status, secondary, cancellation) is { } changed
                    ? view with { Warnings = [.. view.Warnings, changed] }
                    : view;
            }
            catch (DrException e)
            {
                view = view with { Gaps = [.. view.Gaps, $"whether files of the secondary volume have changed could not be seen: {e.Error.Message}"] };
            }
        }

        return view;
    }

    private async Task<(SessionView View, GeoRepStatus Status, GlusterVolume? Secondary)> LookAsync(
        SessionAddress address, TimeSpan apart, CancellationToken cancellation)
    {
        GlusterPool pool = await pools.FindAsync(address.Host, cancellation);
        (SessionView View, GeoRepStatus Status, GlusterVolume? Secondary) first = await LookAsync(address, pool, null, cancellation);
        if (apart == TimeSpan.Zero)
        {
            return first;
        }

        await Task.Delay(apart, time, cancellation);
        return await LookAsync(address, pool, first.View, cancellation);
    }

    private async Task<(SessionView View, GeoRepStatus Status, GlusterVolume? Secondary)> LookAsync(
        SessionAddress address, GlusterPool pool, SessionView? before, CancellationToken cancellation)
    {
        GeoRepStatus status = await gluster.GetSessionStatusAsync(pool, address.Session, cancellation);
        SessionView view = (await ViewAsync(address.Host, pool, [status], before, cancellation))[0];
        (view, GlusterVolume? secondary) = await WithSecondaryAsync(view, cancellation);
        return (view, status, secondary);
    }

    /// <summary>Queries the secondary too, if a stored policy says how to reach it.</summary>
    private async Task<(SessionView View, GlusterVolume? Secondary)> WithSecondaryAsync(SessionView view, CancellationToken cancellation)
    {
        if (await CopiesAsync(view.Session, cancellation) is not [(_, { } destination), ..])
        {
            return (view, null);
        }

        try
        {
            GlusterVolume secondary = await gluster.GetVolumeAsync(new GlusterPool(destination.Site.GlusterNodes()), destination.Volume, cancellation);
            return (WritableSecondary.Find(secondary) is { } warning ? view with { Warnings = [warning] } : view, secondary);
        }
        catch (DrException e)
        {
            return (view with { Gaps = [.. view.Gaps, $"the secondary volume could not be checked: {e.Error.Message}"] }, null);
        }
    }

    /// <summary>The destinations of the stored policies to which this session replicates.</summary>
    private async Task<IReadOnlyList<(Policy Policy, Destination Destination)>> CopiesAsync(GeoRepSession session, CancellationToken cancellation) =>
        [.. from policy in await use.PoliciesAsync(session, cancellation)
            from destination in policy.Destinations
            where destination.Session(policy.PrimaryOf(destination)).IsSameAs(session)
            select (policy, destination)];

    private async Task<IReadOnlyList<SessionView>> ViewAsync(
        string host, GlusterPool pool, IReadOnlyList<GeoRepStatus> found, SessionView? before, CancellationToken cancellation)
    {
        string[] names = [.. found.Select(s => s.Session.PrimaryVolume).Distinct(StringComparer.Ordinal)];
        IReadOnlyList<GlusterVolume> volumes = await VolumesAsync(pool, names, cancellation);
        NodeProcesses processes = await NodeProcesses.AskAsync(agent, pool, [.. found.SelectMany(s => s.Workers)], volumes, cancellation);
        SessionUsers users = await use.ReadAsync(cancellation);
        return [.. found.Select(s => View(host, s, volumes.First(v => v.Name == s.Session.PrimaryVolume), processes, users, before))];
    }

    /// <summary>At least these volumes, by one command to Gluster.</summary>
    private async Task<IReadOnlyList<GlusterVolume>> VolumesAsync(GlusterPool pool, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        if (names.Count <= 1)
        {
            return names.Count == 0 ? [] : [await gluster.GetVolumeAsync(pool, names[0], cancellation)];
        }

        IReadOnlyList<GlusterVolume> all = await gluster.ListVolumesAsync(pool, cancellation);
        List<GlusterVolume> volumes = [.. all];
        foreach (string missing in names.Except(all.Select(v => v.Name)))
        {
            // Deleted meanwhile, or just created: the command for this volume tells which.
            volumes.Add(await gluster.GetVolumeAsync(pool, missing, cancellation));
        }

        return volumes;
    }

    private SessionView View(
        string host, GeoRepStatus status, GlusterVolume volume, NodeProcesses processes, SessionUsers users, SessionView? before)
    {
        DateTimeOffset now = time.GetUtcNow();
        IReadOnlyList<SessionBrick> bricks = SessionBricks.Of(status, volume, processes.ByNode);
        return new SessionView
        {
            Name = new SessionAddress(host, status.Session).ToString(),
            Session = status.Session,
            LookedAt = now,
            Health = SessionHealthEvaluator.Evaluate(bricks, now, before),
            Bricks = bricks,
            Policies = [.. users.PoliciesOf(status.Session).Select(p => p.Name)],
            HeldBy = users.HoldersOf(status.Session).FirstOrDefault()?.Holder,
            Gaps = [.. processes.Gaps.Where(g => status.Workers.Any(w => string.Equals(NodeProcesses.KeyOf(w), g.Key, StringComparison.OrdinalIgnoreCase))).Select(g => g.Value)],
        };
    }
}
