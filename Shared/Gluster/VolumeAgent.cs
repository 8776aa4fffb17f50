using GlusterDr.Errors;
using GlusterDr.Remote;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Gluster;

/// <summary>
/// Works on the files of a volume where they are: a small script, run on a node of the pool, mounts the volume afresh, does one
/// thing, and leaves nothing behind. A mount that lives long may show old content; a fresh one does not.
/// </summary>
public sealed class VolumeAgent
{
    /// <summary>Makes an agent.</summary>
    public VolumeAgent(IRemoteRunner runner, TimeProvider time, ILogger<VolumeAgent> logger)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
    }

    /// <summary>What the volume holds under these paths, in the order asked. Runs with the lowest priority.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.VolumeUnavailable"/>: it cannot be mounted.</exception>
    public Task<IReadOnlyList<FileFacts>> ProbeAsync(GlusterPool pool, string volume, IReadOnlyList<FileProbe> files, TimeSpan timeout, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>
    /// Touches the volume's root, which every subvolume records, at the returned whole second or after: when
    /// <c>last_synced</c> reaches it, all that was written before this call has arrived.
    /// </summary>
    public Task<DateTimeOffset> MarkAsync(GlusterPool pool, string volume, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Deletes exactly these files, also where geo-replication has made the volume read-only.</summary>
    public Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(GlusterPool pool, string volume, IReadOnlyList<string> paths, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Tells geo-replication to carry these files again, with their shards. Their content is not touched.</summary>
    public Task<IReadOnlyList<TriggerOutcome>> TriggerAsync(GlusterPool pool, string volume, IReadOnlyList<string> paths, TimeSpan timeout, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Writes small files, each whole or not at all.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SecondaryFull"/>: no space left.</exception>
    public Task WriteAsync(GlusterPool pool, string volume, IReadOnlyList<SmallFile> files, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Room on the volume.</summary>
    public Task<VolumeSpace> GetSpaceAsync(GlusterPool pool, string volume, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Looks at bricks on their own host; the volume is not mounted.</summary>
    /// <param name="host">The host of all of these bricks.</param>
    /// <param name="brickPaths">Their directories.</param>
    /// <param name="since">Changelogs before this are not looked at.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<IReadOnlyList<BrickFacts>> InspectBricksAsync(RemoteHost host, IReadOnlyList<string> brickPaths, DateTimeOffset since, CancellationToken cancellation = default) => throw new NotImplementedException();
}
