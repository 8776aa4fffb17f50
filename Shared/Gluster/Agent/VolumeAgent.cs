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
/// Works on the files of a volume where they are: a small script, run on a node of the pool, mounts the volume afresh, does one
/// thing, and leaves nothing behind. A mount that lives long may show old content; a fresh one does not. When a subvolume
/// is down the call fails as a whole: Gluster would say of its files that they do not exist.
/// </summary>
public sealed class VolumeAgent
{
    /// <summary>How hard a probe may work at a site.</summary>
    /// <param name="BytesPerSecond">Bytes read in a second, at most; null: as many as the site gives.</param>
    /// <param name="Threads">Ranges read at the same time; null: as many as the agent usually does.</param>
    public sealed record ProbeLimits(long? BytesPerSecond = null, int? Threads = null);

    /// <summary>What became of a file that was to be deleted.</summary>
    /// <param name="Path">Relative to the volume's root.</param>
    /// <param name="Deleted">It was there, and is no more.</param>
    /// <param name="Problem">Why it is still there; null: it is not.</param>
    public sealed record DeleteOutcome(string Path, bool Deleted, string? Problem = null)
    {
        /// <summary>Whether the path is free now, deleted by us or before.</summary>
        public bool Gone => Problem is null;
    }

    /// <summary>What became of a file that geo-replication was told to carry again, or to look at closely.</summary>
    /// <param name="Path">Relative to the volume's root.</param>
    /// <param name="Triggered">How many files were marked: the file itself and its shards.</param>
    /// <param name="Problem">Why not, or not all of it; null: all of it.</param>
    public sealed record TriggerOutcome(string Path, int Triggered, string? Problem = null);

    /// <summary>What became of a line that was to be another.</summary>
    /// <param name="Path">The file, relative to the volume's root.</param>
    /// <param name="Amended">The line was there, and is the other now; false without a problem: it was not there, or the file is not.</param>
    /// <param name="Problem">Why nothing could be done; null: nothing was in the way.</param>
    public sealed record AmendOutcome(string Path, bool Amended, string? Problem = null);

    /// <summary>A small text file to be written: a VM's definition, for example.</summary>
    /// <param name="Path">Relative to the volume's root.</param>
    /// <param name="Content">Its whole content, written as UTF-8.</param>
    public sealed record SmallFile(string Path, string Content);

    private readonly IRemoteRunner _runner;
    private readonly ILogger _logger;
    private readonly VolumeAgentOptions _options;
    private readonly NodeChoice _nodes = new();

    /// <summary>Makes an agent.</summary>
    public VolumeAgent(IRemoteRunner runner, ILogger<VolumeAgent> logger, VolumeAgentOptions? options = null)
    {
        _runner = runner;
        _logger = logger;
        _options = options ?? new VolumeAgentOptions();
    }

    /// <summary>What the volume holds under these paths, in the order asked. Changes nothing; runs with the lowest priority.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.VolumeUnavailable"/>: it cannot be mounted, or not all of it.</exception>
    public Task<IReadOnlyList<FileFacts>> ProbeAsync(
        GlusterPool pool, VolumeRef volume, IReadOnlyList<FileProbe> files, TimeSpan timeout, CancellationToken cancellation = default) =>
        ProbeAsync(pool, volume, files, timeout, new ProbeLimits(), cancellation);

    /// <inheritdoc cref="ProbeAsync(GlusterPool, VolumeRef, IReadOnlyList{FileProbe}, TimeSpan, CancellationToken)"/>
    /// <param name="pool">The pool.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="files">What is asked.</param>
    /// <param name="timeout">Bound on the call.</param>
    /// <param name="limits">How hard the host may work.</param>
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
            ? throw reply.Unreadable($"it does not answer for the pieces of '{odd.Path}' that were asked for")
            : facts;
    }

    /// <summary>How files stand now: length, times of all pieces; nothing is read. In the order asked.</summary>
    public async Task<IReadOnlyList<FileFacts>> ReadMetadataAsync(
        GlusterPool pool, string volume, IReadOnlyList<string> paths, TimeSpan timeout, CancellationToken cancellation = default)
    {
        Require(volume, paths);
        AgentRequest request = new("metadata") { Volume = volume, Paths = paths, Threads = _options.Threads };
        return Files<FileFacts>(await RunAsync(pool, request, timeout, background: true, cancellation), paths.Count);
    }

    /// <summary>The files of a volume that changed since a time, with their shards, the last changed first.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="since">By the bricks' clocks.</param>
    /// <param name="most">No more than so many.</param>
    /// <param name="bound">For how long to search.</param>
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
    /// Touches the volume's root, which every subvolume records, at the returned whole second or after: when
    /// <c>last_synced</c> reaches it, all that was written before this call has arrived.
    /// </summary>
    public async Task<DateTimeOffset> WriteMarkerAsync(GlusterPool pool, string volume, CancellationToken cancellation = default)
    {
        Require(volume, []);
        AgentReply reply = await RunAsync(pool, new AgentRequest("marker") { Volume = volume }, _options.Timeout, false, cancellation);
        return DateTimeOffset.FromUnixTimeSeconds(reply.Answer.Time ?? throw reply.Unreadable("it has no time"));
    }

    /// <summary>
    /// Deletes exactly these files with their shards, also where geo-replication has made the volume read-only; there the
    /// deletion is not recorded, as gsyncd's own are not.
    /// </summary>
    public async Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(
        GlusterPool pool, VolumeRef volume, IReadOnlyList<string> paths, CancellationToken cancellation = default)
    {
        Require(volume.Name, paths);
        AgentRequest request = new("delete") { Volume = volume.Name, VolumeId = volume.Id, Paths = paths, Threads = _options.Threads };
        return Files<DeleteOutcome>(await RunAsync(pool, request, _options.Timeout, false, cancellation), paths.Count);
    }

    /// <summary>
    /// Tells geo-replication to carry these files of the primary again, with all of their shards, also those that are missing at
    /// the secondary. Their content is not touched.
    /// </summary>
    public async Task<IReadOnlyList<TriggerOutcome>> TriggerAsync(
        GlusterPool pool, VolumeRef volume, IReadOnlyList<string> paths, TimeSpan timeout, CancellationToken cancellation = default)
    {
        Require(volume.Name, paths);
        AgentRequest request = new("trigger") { Volume = volume.Name, VolumeId = volume.Id, Paths = paths, Threads = _options.Threads };
        return Files<TriggerOutcome>(await RunAsync(pool, request, timeout, false, cancellation), paths.Count);
    }

    /// <summary>
    /// Dates these files of the secondary back, with their shards, so that a trigger carries what rsync would pass over: a piece
    /// whose length and second of change are right, but whose content is not. Their content is not touched; a file that
    /// is missing is no problem.
    /// </summary>
    public async Task<IReadOnlyList<TriggerOutcome>> DistrustAsync(
        GlusterPool pool, VolumeRef volume, IReadOnlyList<string> paths, TimeSpan timeout, CancellationToken cancellation = default)
    {
        Require(volume.Name, paths);
        AgentRequest request = new("distrust") { Volume = volume.Name, VolumeId = volume.Id, Paths = paths, Threads = _options.Threads };
        return Files<TriggerOutcome>(await RunAsync(pool, request, timeout, false, cancellation), paths.Count);
    }

    /// <summary>Writes small files, each whole or not at all, making the directories that they need.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SecondaryFull"/>: no space left.</exception>
    public async Task WriteAsync(
        GlusterPool pool, string volume, IReadOnlyList<SmallFile> files, CancellationToken cancellation = default)
    {
        Require(volume, files.Select(f => f.Path));
        await RunAsync(pool, new AgentRequest("write") { Volume = volume, Files = files }, _options.Timeout, false, cancellation);
    }

    /// <summary>
    /// Puts lines in the place of others in small files, also where geo-replication has made the volume read-only; there it is
    /// not recorded, as gsyncd's own changes are not.
    /// </summary>
    public async Task<IReadOnlyList<AmendOutcome>> AmendAsync(
        GlusterPool pool, string volume, IReadOnlyList<SnapshotDisk.Amendment> lines, CancellationToken cancellation = default)
    {
        Require(volume, lines.Select(l => l.Path));
        AgentRequest request = new("amend") { Volume = volume, Files = lines };
        return Files<AmendOutcome>(await RunAsync(pool, request, _options.Timeout, false, cancellation), lines.Count);
    }

    /// <summary>
    /// Reads or changes who may change things at this site. What was written counts only where all of the volume is reached, and where it
    /// was read again.
    /// </summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SecondaryFull"/>: no space left. <see cref="ErrorCodes.VolumeUnavailable"/>.</exception>
    public async Task<SiteLeaseState> LeaseAsync(
        GlusterPool pool, string volume, SiteLease.Change change, CancellationToken cancellation = default)
    {
        Require(volume, []);
        AgentReply reply = await RunAsync(pool, new AgentRequest("lease") { Volume = volume, Lease = change }, _options.Timeout, false, cancellation);
        return reply.ReadNode<SiteLeaseState>();
    }

    /// <summary>Room on the volume.</summary>
    public async Task<VolumeSpace> GetSpaceAsync(GlusterPool pool, string volume, CancellationToken cancellation = default)
    {
        Require(volume, []);
        AgentReply reply = await RunAsync(pool, new AgentRequest("statfs") { Volume = volume }, _options.Timeout, false, cancellation);
        return reply.Answer is { TotalBytes: { } total, FreeBytes: { } free }
            ? new VolumeSpace(total, free) { IsEmpty = reply.Answer.Empty == true }
            : throw reply.Unreadable("it has no sizes");
    }

    /// <summary>Looks at bricks on their own host; the volume is not mounted.</summary>
    /// <param name="host">The host of all of these bricks.</param>
    /// <param name="brickPaths">Their directories.</param>
    /// <param name="since">Changelogs before this are not looked at.</param>
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

    /// <summary>What changed in changelogs of these bricks that no crawl will ever read, since a time.</summary>
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
    /// Waits until each of these bricks has begun a new changelog, so that a crawl finds what was recorded before this call. By the
    /// host's own clock, as Gluster counts.
    /// </summary>
    /// <param name="host">The host of all of these bricks.</param>
    /// <param name="brickPaths">Their directories.</param>
    /// <param name="bound">How long to wait at most.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False: it was not seen on every one within the bound.</returns>
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

    /// <summary>The workers of all sessions on a primary node, as processes; when several bear the same name, the eldest.</summary>
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

    private static bool AnswersForPieces(FileProbe asked, FileFacts found) =>
        asked.Pieces is null || !found.Exists || found.Problem is not null
        || (found.Stamps?.Length == FilePieces.Count(found.Size, found.ShardSize) * FilePieces.StampBytes
            && found.Digests?.Length == asked.Pieces.Sum(r => r.Count) * FilePieces.DigestBytes);

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
