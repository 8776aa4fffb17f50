using System.Collections.Concurrent;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>Reads a session from both sides, in parallel. What does not answer is a gap, no error. Changes nothing.</summary>
public sealed class SessionReader(
    PoolFinder pools, GlusterClient gluster, SessionCatalog sessions, LastVerified verified, NodeReader nodes, TimeProvider time)
{
    private const string RolloverTime = "changelog.rollover-time";
    private const int DefaultRollover = 15;

    /// <summary>Reads them.</summary>
    /// <param name="address">The session.</param>
    /// <param name="secondaryAddress">Any host of the secondary pool, as GlusterDr reaches it; null: the one that the session names.</param>
    /// <param name="logSince">Log lines before this, by the clock of GlusterDr, are ignored; null: only by age.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotFound"/>, or the primary pool does not answer at all.</exception>
    public async Task<SessionFacts> ReadAsync(
        SessionAddress address, string? secondaryAddress, DateTimeOffset? logSince, CancellationToken cancellation)
    {
        GlusterPool primary = await pools.FindAsync(address.Host, cancellation);
        GlusterPool secondary = await pools.FindAsync(secondaryAddress ?? address.Session.SecondaryHost, cancellation);
        SessionView view = await sessions.GetAsync(address, TimeSpan.Zero, cancellation);
        ConcurrentQueue<string> gaps = new(view.Gaps);
        Task<SideFacts> nearTask = SideAsync(primary, address.Session.PrimaryVolume, cancellation);
        Task<SideFacts> farTask = SideAsync(secondary, address.Session.SecondaryVolume, cancellation);
        Task<IReadOnlyDictionary<string, string>?> config = TryAsync(gaps, "configuration", () => gluster.GetSessionConfigAsync(primary, address.Session, cancellation));
        Task<string?> rollover = TryAsync(gaps, RolloverTime, () => gluster.GetVolumeOptionAsync(primary, address.Session.PrimaryVolume, RolloverTime, cancellation));
        DateTimeOffset? proven = await verified.FindAsync(address.Session, cancellation);
        (SideFacts near, SideFacts far) = (await nearTask, await farTask);
        IReadOnlyList<NodeStatus> statuses = await nodes.ReadAsync(
            new NodeReadRequest(address.Session, view, primary, secondary, near.Volume, far.Volume, proven, time.GetUtcNow()) { LogSince = logSince },
            cancellation);
        return new SessionFacts
        {
            View = view,
            Config = await config ?? new Dictionary<string, string>(),
            Primary = near,
            Secondary = far,
            Nodes = statuses,
            RolloverSeconds = GlusterValue.Seconds(await rollover) ?? DefaultRollover,
            ProvenAt = proven,
            Gaps = [.. gaps, .. statuses.Where(l => l.Problem is not null).Select(l => l.Problem!)],
        };
    }

    private async Task<SideFacts> SideAsync(GlusterPool pool, string volume, CancellationToken cancellation)
    {
        SideFacts side = new();
        try
        {
            side = side with { Peers = await gluster.GetPeersAsync(pool, cancellation) };
            side = side with { Volume = await gluster.GetVolumeAsync(pool, volume, cancellation) };
            return side.Volume.IsStarted ? side with { Bricks = await gluster.GetBrickStatusAsync(pool, volume, cancellation) } : side;
        }
        catch (DrException e)
        {
            return side with { Error = e.Error };
        }
    }

    private static async Task<T?> TryAsync<T>(ConcurrentQueue<string> gaps, string what, Func<Task<T>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (DrException e)
        {
            gaps.Enqueue($"the {what} could not be read: {e.Error.Message}");
            return null;
        }
    }
}
