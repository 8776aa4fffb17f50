using GlusterDr.Remote;

namespace GlusterDr.Gluster;

/// <summary>Reads why a session's workers fail from gsyncd's own log, which no status tells.</summary>
public sealed class GSyncLogReader(IRemoteRunner runner)
{
    /// <summary>The last errors in a session's log on one primary node. Never fails: a log that cannot be read is said so.</summary>
    public Task<GSyncLogSummary> ReadAsync(RemoteHost host, GeoRepSession session, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runner);
        throw new NotImplementedException();
    }
}
