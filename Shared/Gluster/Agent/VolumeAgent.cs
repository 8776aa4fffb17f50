using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.Leases;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Remote;
using GlusterDr.Sites;
using GlusterDr.Vms;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Gluster.Agent;

/// <summary>
/// Reads and changes files of a volume on a node of its pool: a small script mounts the volume, executes one request, and removes
/// everything that it created. Each request uses a new mount, because an old one can return outdated content. If a subvolume is down
/// the whole request fails, because Gluster would report its files as missing.
/// </summary>
public sealed class VolumeAgent
{
    /// <summary>Limits of the load that a probe causes at a site.</summary>
    /// <param name="BytesPerSecond">Maximum bytes read per second; null: no limit.</param>
    /// <param name="Threads">Ranges read in parallel; null: the default of the agent.</param>
    public sealed record ProbeLimits(long? BytesPerSecond = null, int? Threads = null);

    /// <summary>The outcome of deleting a file.</summary>
    /// <param name="Path">Relative to the volume's root.</param>
    /// <param name="Deleted">Whether it existed and was deleted.</param>
    /// <param name="Problem">Why it still exists; null: it does not.</param>
    public sealed record DeleteOutcome(string Path, bool Deleted, string? Problem = null)
    {
        /// <summary>Whether the file no longer exists, deleted by this request or before.</summary>
        public bool Gone => Problem is null;
    }

    /// <summary>The outcome of triggering the replication of a file, or of resetting its times.</summary>
    /// <param name="Path">Relative to the volume's root.</param>
    /// <param name="Triggered">The number of pieces processed: the file itself and its shards.</param>
    /// <param name="Problem">Why the file was not processed completely; null: it was.</param>
    public sealed record TriggerOutcome(string Path, int Triggered, string? Problem = null);

    /// <summary>The outcome of replacing a line in a file.</summary>
    /// <param name="Path">The file, relative to the volume's root.</param>
    /// <param name="Amended">Whether the line was found and replaced. False without a problem: the line or the file does not exist.</param>
    /// <param name="Problem">Why it failed; null: it did not fail.</param>
    public sealed record AmendOutcome(string Path, bool Amended, string? Problem = null);

    /// <summary>A small text file to be written, for example a VM definition.</summary>
    /// <param name="Path">Relative to the volume's root.</param>
    /// <param name="Content">Its whole content, written as UTF-8.</param>
    public sealed record SmallFile(string Path, string Content);

    private readonly IRemoteRunner _runner;
    private readonly ILogger _logger;
    private readonly VolumeAgentOptions _options;
    private readonly NodeChoice _nodes = new();

    /// <summary>Creates an agent.</summary>
    public VolumeAgent(IRemoteRunner runner, ILogger<VolumeAgent> logger, VolumeAgentOptions? options = null)
    {
        _runner = runner;
        _logger = logger;
        _options = options ?? new VolumeAgentOptions();
    }

    /// <summary>Computes sizes and digests of files, in the given order. Changes nothing, and runs with the lowest priority.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.VolumeUnavailable"/>: the volume cannot be mounted, or a subvolume is down.</exception>
    public Task<IReadOnlyList<FileFacts>> ProbeAsync(
        GlusterPool pool, VolumeRef volume, IReadOnlyList<FileProbe> files, TimeSpan timeout, CancellationToken cancellation = default) =>
        ProbeAsync(pool, volume, files, timeout, new ProbeLimits(), cancellation);

    /// <inheritdoc cref="ProbeAsync(GlusterPool, VolumeRef, IReadOnlyList{FileProbe}, TimeSpan, CancellationToken)"/>
    /// <param name="pool">The pool.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="files">The files, and what to digest of each.</param>
    /// <param name="timeout">The time limit of the call.</param>
    /// <param name="limits">Limits of the load.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<FileFacts>> ProbeAsync(
        GlusterPool pool, VolumeRef volume, IReadOnlyList<FileProbe> files, TimeSpan timeout, ProbeLimits limits, CancellationToken cancellation)
    {
        Require(volume.Name, files.Select(f => f.Path));
        AgentRequest request = new("probe")
        {
            Volume = volume.Name,
            VolumeId = volume.Id,
            Files = files,
            Threads = limits.Threads ?? _options.Threads,
            Bandwidth = limits.BytesPerSecond,
        };
        AgentReply reply = await RunAsync(pool, request, timeout, background: true, cancellation);
        IReadOnlyList<FileFacts> facts = Files<FileFacts>(reply, files.Count);
        return files.Zip(facts).FirstOrDefault(pair => !AnswersForPieces(pair.First, pair.Second)) is { Second: { } odd }
            ? throw reply.Unreadable($"it lacks requested pieces of '{odd.Path}'")
            : facts;
    }

    /// <summary>Reads length and times of all pieces of files, without their content. In the given order.</summary>
    public async Task<IReadOnlyList<FileFacts>> ReadMetadataAsync(
        GlusterPool pool, string volume, IReadOnlyList<string> paths, TimeSpan timeout, CancellationToken cancellation = default)
    {
        Require(volume, paths);
        AgentRequest request = new("metadata") { Volume = volume, Paths = paths, Threads = _options.Threads };
        return Files<FileFacts>(await RunAsync(pool, request, timeout, background: true, cancellation), paths.Count);
    }

    /// <summary>Finds files that changed since a time, shards included. Newest change first.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="since">The time, by the bricks' clocks.</param>
    /// <param name="most">The maximum number of files.</param>
    /// <param name="bound">The maximum duration of the search.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<FileSearchResult> FindChangedFilesAsync(
        GlusterPool pool, string volume, DateTimeOffset since, int most, TimeSpan bound, CancellationToken cancellation = default)
    {
        Require(volume, []);
        AgentRequest request = new("search")
        {
            Volume = volume,
            Since = since.ToUnixTimeSeconds(),
            Seconds = bound.TotalSeconds,
            Most = most,
        };
        AgentReply reply = await RunAsync(pool, request, bound + _options.Timeout, background: true, cancellation);
        return reply.ReadNode<FileSearchResult>() with { Files = reply.Read<FileFacts>(reply.Answer.Files) };
    }

    /// <summary>
    /// Writes a marker: touches the volume's root, which every subvolume records, at or after the returned whole second. When
    /// <c>last_synced</c> reaches that second, everything that was written before this call has arrived.
    /// </summary>
    public async Task<DateTimeOffset> WriteMarkerAsync(GlusterPool pool, string volume, CancellationToken cancellation = default)
    {
        Require(volume, []);
        AgentReply reply = await RunAsync(pool, new AgentRequest("marker") { Volume = volume }, _options.Timeout, false, cancellation);
        return DateTimeOffset.FromUnixTimeSeconds(reply.Answer.Time ?? throw reply.Unreadable("it has no time"));
    }

    /// <summary>
    /// Deletes exactly these files with their shards, also on a volume that geo-replication has made read-only. Like the deletions of
    /// gsyncd, it is not recorded in the changelog.
    /// </summary>
    public async Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(
        GlusterPool pool, VolumeRef volume, IReadOnlyList<string> paths, CancellationToken cancellation = default)
    {
        Require(volume.Name, paths);
        AgentRequest request = new("delete") { Volume = volume.Name, VolumeId = volume.Id, Paths = paths, Threads = _options.Threads };
        return Files<DeleteOutcome>(await RunAsync(pool, request, _options.Timeout, false, cancellation), paths.Count);
    }

    /// <summary>
    /// Triggers the replication of these files of the primary, with all of their shards, also of shards that are missing at the
    /// secondary. Their content is not changed.
    /// </summary>
    public async Task<IReadOnlyList<TriggerOutcome>> TriggerAsync(
        GlusterPool pool, VolumeRef volume, IReadOnlyList<string> paths, TimeSpan timeout, CancellationToken cancellation = default)
    {
        Require(volume.Name, paths);
        AgentRequest request = new("trigger") { Volume = volume.Name, VolumeId = volume.Id, Paths = paths, Threads = _options.Threads };
        return Files<TriggerOutcome>(await RunAsync(pool, request, timeout, false, cancellation), paths.Count);
    }

    /// <summary>
    /// Resets the times of these files of the secondary and of their shards, so that the next trigger also replicates pieces that rsync
    /// would skip: pieces with the right length and modification second, but wrong content. The content is not changed. A missing file
    /// is not an error.
    /// </summary>
    public async Task<IReadOnlyList<TriggerOutcome>> DistrustAsync(
        GlusterPool pool, VolumeRef volume, IReadOnlyList<string> paths, TimeSpan timeout, CancellationToken cancellation = default)
    {
        Require(volume.Name, paths);
        AgentRequest request = new("distrust") { Volume = volume.Name, VolumeId = volume.Id, Paths = paths, Threads = _options.Threads };
        return Files<TriggerOutcome>(await RunAsync(pool, request, timeout, false, cancellation), paths.Count);
    }

    /// <summary>Writes small files atomically, and creates their directories.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SecondaryFull"/>: no space left.</exception>
    public async Task WriteAsync(
        GlusterPool pool, string volume, IReadOnlyList<SmallFile> files, CancellationToken cancellation = default)
    {
        Require(volume, files.Select(f => f.Path));
        await RunAsync(pool, new AgentRequest("write") { Volume = volume, Files = files }, _options.Timeout, false, cancellation);
    }

    /// <summary>
    /// Replaces lines in small files, also on a volume that geo-replication has made read-only. Like changes of gsyncd, this is not
    /// recorded in the changelog.
    /// </summary>
    public async Task<IReadOnlyList<AmendOutcome>> AmendAsync(
        GlusterPool pool, string volume, IReadOnlyList<SnapshotDisk.Amendment> lines, CancellationToken cancellation = default)
    {
        Require(volume, lines.Select(l => l.Path));
        AgentRequest request = new("amend") { Volume = volume, Files = lines };
        return Files<AmendOutcome>(await RunAsync(pool, request, _options.Timeout, false, cancellation), lines.Count);
    }

    /// <summary>
    /// Reads or changes the lease of a volume at its site. A change counts only if all of the volume is available and the lease was read
    /// again afterwards.
    /// </summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SecondaryFull"/>: no space left. <see cref="ErrorCodes.VolumeUnavailable"/>.</exception>
    public async Task<SiteLeaseState> LeaseAsync(
        GlusterPool pool, string volume, SiteLease.Change change, CancellationToken cancellation = default)
    {
        Require(volume, []);
        AgentReply reply = await RunAsync(pool, new AgentRequest("lease") { Volume = volume, Lease = change }, _options.Timeout, false, cancellation);
        return reply.ReadNode<SiteLeaseState>();
    }

    /// <summary>Reads size and free space of the volume.</summary>
    public async Task<VolumeSpace> GetSpaceAsync(GlusterPool pool, string volume, CancellationToken cancellation = default)
    {
        Require(volume, []);
        AgentReply reply = await RunAsync(pool, new AgentRequest("statfs") { Volume = volume }, _options.Timeout, false, cancellation);
        return reply.Answer is { TotalBytes: { } total, FreeBytes: { } free }
            ? new VolumeSpace(total, free) { IsEmpty = reply.Answer.Empty == true }
            : throw reply.Unreadable("it has no sizes");
    }

    /// <summary>Reads facts about bricks on their node, without mounting the volume.</summary>
    /// <param name="host">The host of all of these bricks.</param>
    /// <param name="brickPaths">Their directories.</param>
    /// <param name="since">Older changelogs are not checked.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<BrickFacts>> InspectBricksAsync(
        RemoteHost host, IReadOnlyList<string> brickPaths, DateTimeOffset since, CancellationToken cancellation = default)
    {
        AgentRequest request = new("bricks")
        {
            Paths = [.. brickPaths.Select(GlusterNames.RequireBrickPath)],
            Since = since.ToUnixTimeSeconds(),
        };
        AgentReply reply = await RunAsync(host, VolumeAgentScript.Command(request, _options.Timeout), cancellation);
        List<AgentAnswer.Brick> found = reply.Read<AgentAnswer.Brick>(reply.Answer.Bricks, brickPaths.Count);
        return
        [
            .. found.Select(b => new BrickFacts(
                host.Name,
                b.Path,
                b.FreeBytes,
                b.ProcessStarted is { } started ? DateTimeOffset.UnixEpoch.AddSeconds(started) : null,
                b.UnlistedChangelogs,
                b.Problem) { SyncTimes = b.SyncTimes }),
        ];
    }

    /// <summary>Finds the changes since a time that are in unlisted changelogs of these bricks, which no crawl reads.</summary>
    public async Task<IReadOnlyList<LostChanges>> FindLostChangesAsync(
        RemoteHost host, IReadOnlyList<string> brickPaths, DateTimeOffset since, CancellationToken cancellation = default)
    {
        AgentRequest request = new("lost")
        {
            Paths = [.. brickPaths.Select(GlusterNames.RequireBrickPath)],
            Since = since.ToUnixTimeSeconds(),
        };
        AgentReply reply = await RunAsync(host, VolumeAgentScript.Command(request, _options.Timeout), cancellation);
        return [.. reply.Read<LostChanges>(reply.Answer.Bricks, brickPaths.Count).Select(b => b with { Host = host.Name })];
    }

    /// <summary>
    /// Waits until each of these bricks has started a new changelog, so that a crawl finds what was recorded before this call. Uses the
    /// clock of the host, as Gluster does.
    /// </summary>
    /// <param name="host">The host of all of these bricks.</param>
    /// <param name="brickPaths">Their directories.</param>
    /// <param name="bound">The maximum wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False: not all of them have within the maximum wait.</returns>
    public async Task<bool> AwaitRolloverAsync(
        RemoteHost host, IReadOnlyList<string> brickPaths, TimeSpan bound, CancellationToken cancellation = default)
    {
        AgentRequest request = new("rollover")
        {
            Paths = [.. brickPaths.Select(GlusterNames.RequireBrickPath)],
            Seconds = bound.TotalSeconds,
        };
        AgentReply reply = await RunAsync(host, VolumeAgentScript.Command(request, bound + _options.Timeout), cancellation);
        return reply.Read<AgentAnswer.Rollover>(reply.Answer.Bricks, brickPaths.Count).TrueForAll(b => b.RolledOver);
    }

    /// <summary>Finds the worker processes of all sessions on a primary node. Of several with the same arguments, the oldest.</summary>
    public async Task<IReadOnlyList<WorkerProcess>> FindWorkersAsync(RemoteHost host, CancellationToken cancellation = default)
    {
        AgentReply reply = await RunAsync(host, VolumeAgentScript.Command(new AgentRequest("workers"), _options.Timeout), cancellation);
        return
        [
            .. reply.Read<AgentAnswer.Worker>(reply.Answer.Workers)
                .GroupBy(w => (w.Volume, w.Secondary, w.Brick))
                .Select(same => same.MaxBy(w => w.Uptime)!)
                .Select(w => new WorkerProcess(
                    w.Volume, w.Secondary, w.Brick, w.SecondaryNode, DateTimeOffset.UnixEpoch.AddSeconds(w.Started), TimeSpan.FromSeconds(w.Uptime))),
        ];
    }

    private static void Require(string volume, IEnumerable<string> paths)
    {
        GlusterNames.RequireVolume(volume);
        foreach (string path in paths)
        {
            GlusterNames.RequireFilePath(path);
        }
    }

    private static bool AnswersForPieces(FileProbe requested, FileFacts found) =>
        requested.Pieces is null || !found.Exists || found.Problem is not null
        || (found.Stamps?.Length == FilePieces.Count(found.Size, found.ShardSize) * FilePieces.StampBytes
            && found.Digests?.Length == requested.Pieces.Sum(r => r.Count) * FilePieces.DigestBytes);

    private static IReadOnlyList<T> Files<T>(AgentReply reply, int count) => reply.Read<T>(reply.Answer.Files, count);

    private Task<AgentReply> RunAsync(
        GlusterPool pool, AgentRequest request, TimeSpan timeout, bool background, CancellationToken cancellation)
    {
        RemoteCommand command = VolumeAgentScript.Command(request, timeout, background);
        return _nodes.TryAsync(
            pool,
            host => RunAsync(host, command, cancellation),
            error => error.Code is ErrorCodes.HostUnreachable or ErrorCodes.HostBusy or ErrorCodes.VolumeUnavailable,
            (host, error) => GlusterLog.NodePassed(_logger, host.Name, error.Code, error.Message));
    }

    private async Task<AgentReply> RunAsync(RemoteHost host, RemoteCommand command, CancellationToken cancellation) =>
        new(host, await _runner.RunAsync(host, command, cancellation));
}
