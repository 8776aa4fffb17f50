using GlusterDr.Errors;
using GlusterDr.Gluster;
using GlusterDr.Policies;
using GlusterDr.Remote;

namespace GlusterDr.Sessions;

/// <summary>Looks at sessions, whoever made them. Changes nothing.</summary>
public sealed class SessionCatalog(PoolFinder pools, GlusterClient gluster, VolumeAgent agent, SessionUse use, TimeProvider time)
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
    /// <param name="apart">Looks a second time after so long, and tells from both; zero: one look.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotFound"/>, <see cref="ErrorCodes.HostUnreachable"/>.</exception>
    public async Task<SessionView> GetAsync(SessionAddress address, TimeSpan apart, CancellationToken cancellation)
    {
        GlusterPool pool = await pools.FindAsync(address.Host, cancellation);
        SessionView first = await LookAsync(address, pool, null, cancellation);
        if (apart == TimeSpan.Zero)
        {
            return first;
        }

        await Task.Delay(apart, time, cancellation);
        return await LookAsync(address, pool, first, cancellation);
    }

    private async Task<SessionView> LookAsync(SessionAddress address, GlusterPool pool, SessionView? before, CancellationToken cancellation)
    {
        GeoRepStatus status = await gluster.GetSessionStatusAsync(pool, address.Session, cancellation);
        return (await ViewAsync(address.Host, pool, [status], before, cancellation))[0];
    }

    private async Task<IReadOnlyList<SessionView>> ViewAsync(
        string host, GlusterPool pool, IReadOnlyList<GeoRepStatus> found, SessionView? before, CancellationToken cancellation)
    {
        Dictionary<string, GlusterVolume> volumes = new(StringComparer.Ordinal);
        foreach (string name in found.Select(s => s.Session.PrimaryVolume).Distinct())
        {
            volumes[name] = await gluster.GetVolumeAsync(pool, name, cancellation);
        }

        NodeProcesses processes = await NodeProcesses.AskAsync(agent, pool, [.. found.SelectMany(s => s.Workers)], cancellation);
        List<SessionView> views = [];
        foreach (GeoRepStatus status in found)
        {
            views.Add(await ViewAsync(host, status, volumes[status.Session.PrimaryVolume], processes, before, cancellation));
        }

        return views;
    }

    private async Task<SessionView> ViewAsync(
        string host, GeoRepStatus status, GlusterVolume volume, NodeProcesses processes, SessionView? before, CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        IReadOnlyList<SessionBrick> bricks = SessionBricks.Of(status, volume, processes.ByNode);
        IReadOnlyList<Policy> policies = await use.PoliciesAsync(status.Session, cancellation);
        return new SessionView
        {
            Name = new SessionAddress(host, status.Session).ToString(),
            Session = status.Session,
            LookedAt = now,
            Health = SessionHealthEvaluator.Evaluate(bricks, now, before),
            Bricks = bricks,
            Policies = [.. policies.Select(p => p.Name)],
            HeldBy = (await use.HolderAsync(status.Session, cancellation))?.Holder,
            Gaps = [.. processes.Gaps.Where(g => status.Workers.Any(w => w.Node == g.Key)).Select(g => g.Value)],
        };
    }
}
