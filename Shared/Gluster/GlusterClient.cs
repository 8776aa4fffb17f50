using GlusterDr.Errors;
using GlusterDr.Remote;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Gluster;

/// <summary>
/// Asks and commands Gluster through the <c>gluster</c> command on any node of a pool. A node that does not answer is passed
/// over, a busy glusterd is asked again within bounds, and a change of state is read back before it is believed.
/// </summary>
public sealed class GlusterClient
{
    /// <summary>Makes a client.</summary>
    public GlusterClient(IRemoteRunner runner, TimeProvider time, ILogger<GlusterClient> logger, GlusterClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        _ = options;
    }

    /// <summary>Gluster's version on the node that answers.</summary>
    public Task<Version> GetVersionAsync(GlusterPool pool, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>The pool's nodes, the answering one among them.</summary>
    public Task<IReadOnlyList<GlusterPeer>> GetPeersAsync(GlusterPool pool, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>One volume.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.VolumeNotFound"/>.</exception>
    public Task<GlusterVolume> GetVolumeAsync(GlusterPool pool, string volume, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>The bricks of a volume as they run. A dead node's bricks are missing.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.VolumeNotFound"/>, <see cref="ErrorCodes.VolumeNotStarted"/>.</exception>
    public Task<IReadOnlyList<BrickStatus>> GetBrickStatusAsync(GlusterPool pool, string volume, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>How many entries of a replicated or dispersed volume wait to be healed.</summary>
    public Task<HealSummary> GetHealSummaryAsync(GlusterPool pool, string volume, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>The value in force of a volume's option, set or default.</summary>
    public Task<string> GetVolumeOptionAsync(GlusterPool pool, string volume, string option, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Sets an option and reads it back.</summary>
    public Task SetVolumeOptionAsync(GlusterPool pool, string volume, string option, string value, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Puts an option back to its default.</summary>
    public Task ResetVolumeOptionAsync(GlusterPool pool, string volume, string option, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Every session whose primary is in this pool.</summary>
    public Task<IReadOnlyList<GeoRepStatus>> ListSessionsAsync(GlusterPool pool, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>The status of one session; never that of another.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotFound"/>: no such session, or the answer is not about it.</exception>
    public Task<GeoRepStatus> GetSessionStatusAsync(GlusterPool pool, GeoRepSession session, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>The whole configuration of a session; names have underscores.</summary>
    public Task<IReadOnlyDictionary<string, string>> GetSessionConfigAsync(GlusterPool pool, GeoRepSession session, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>One value of a session's configuration; empty: not set.</summary>
    public Task<string> GetSessionConfigAsync(GlusterPool pool, GeoRepSession session, string key, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Sets one value of a session's configuration and reads it back. Gluster restarts the session's workers for most keys.</summary>
    public Task SetSessionConfigAsync(GlusterPool pool, GeoRepSession session, string key, string value, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Sets a checkpoint of now and reads its time back, which a completed checkpoint must match to the second.</summary>
    public Task<DateTimeOffset> SetCheckpointAsync(GlusterPool pool, GeoRepSession session, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Starts a session; one that runs already is left alone. Returns the status that shows it.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotActive"/>: Gluster accepted it, but nothing runs.</exception>
    public Task<GeoRepStatus> StartSessionAsync(GlusterPool pool, GeoRepSession session, bool force = false, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Stops a session; one that is stopped already is left alone. Returns the status that shows it.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotStopped"/>: a node is down and force was not asked for, or it runs on.</exception>
    public Task<GeoRepStatus> StopSessionAsync(GlusterPool pool, GeoRepSession session, bool force = false, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Pauses a running session; one that is paused already is left alone. Returns the status that shows it.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotActive"/>: it does not run, so it cannot be paused.</exception>
    public Task<GeoRepStatus> PauseSessionAsync(GlusterPool pool, GeoRepSession session, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Resumes a paused session; one that runs already is left alone. Returns the status that shows it.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotActive"/>: it is stopped, so there is nothing to resume.</exception>
    public Task<GeoRepStatus> ResumeSessionAsync(GlusterPool pool, GeoRepSession session, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>How far a host's clock is from ours.</summary>
    public Task<ClockOffset> GetClockAsync(RemoteHost host, CancellationToken cancellation = default) => throw new NotImplementedException();
}
