using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Control;

/// <summary>Waits until a session that was started, resumed or changed replicates every subvolume again.</summary>
public sealed class SessionSettler(SessionCatalog sessions, TimeProvider time)
{
    /// <summary>How long workers can take. Measured on two busy cores: 6 s. A worker has 60 s to connect, and is restarted after 10 s.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>Waits until the session replicates, at most for <see cref="Bound"/>.</summary>
    /// <param name="address">The session.</param>
    /// <param name="before">The session before the change: its workers must have been replaced. Null: it did not run.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>The last status, and whether the session replicates.</returns>
    public async Task<(SessionView View, bool Settled)> WaitAsync(SessionAddress address, SessionView? before, CancellationToken cancellation)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            SessionView view = await sessions.GetAsync(address, TimeSpan.Zero, cancellation);
            bool settled = Replicates(view) && !view.Bricks.Any(b => IsOld(b, before));
            if (settled || time.GetElapsedTime(start) > Bound)
            {
                return (view, settled);
            }

            await Task.Delay(Poll, time, cancellation);
        }
    }

    private static bool Replicates(SessionView view) =>
        view.Bricks.Where(b => b.Subvolume is not null).GroupBy(b => b.Subvolume).All(s => s.Any(b => b.IsActive))
        && !view.Bricks.Any(b => b.State is GeoRepWorkerState.Initializing or GeoRepWorkerState.Started or GeoRepWorkerState.Faulty);

    // The status still shows a worker for a moment after it was stopped.
    private static bool IsOld(SessionBrick brick, SessionView? before) => brick is { IsActive: true, StartedAt: { } start }
        && before?.Bricks.FirstOrDefault(b => b.Node == brick.Node && b.Brick == brick.Brick)?.StartedAt is { } was
        && start - was < TimeSpan.FromSeconds(1);
}
