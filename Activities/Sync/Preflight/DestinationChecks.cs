using System.Globalization;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Replication;
using GlusterDr.Runs;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Checks a destination: its session, its settings, and the secondary volume. Changes nothing.</summary>
public sealed class DestinationChecks(
    GlusterClient gluster, IdentityChecks identity, SitePools pools, RecoveryPointStore points, SecondaryChanges changes, TimeProvider time)
{
    /// <summary>What Gluster says of the primary end.</summary>
    /// <param name="Access">The destination, through the primary nodes that answer.</param>
    /// <param name="Pool">The pool; null: none of its nodes told.</param>
    /// <param name="Session">The session; null: see <paramref name="SessionError"/>.</param>
    /// <param name="SessionError">Why the session is not known.</param>
    /// <param name="Volume">The volume that is copied; null: it could not be asked for.</param>
    private sealed record PrimarySide(DestinationAccess Access, NodePool? Pool, GeoRepStatus? Session, Error? SessionError, GlusterVolume? Volume);

    private const string ChangeInterval = "change-interval";
    private const string SecondaryTimeout = "secondary-timeout";
    private const int DefaultChangeInterval = 5;

    /// <summary>
    /// The secondary closes the connection of a paused session after this time-out (120 s by default): long enough for any schedule.
    /// </summary>
    private const int PausedTimeout = 7 * 24 * 3600;

    /// <summary>
    /// A session that was paused for ten minutes lost files that were created meanwhile, with the checkpoint complete and no failure
    /// counted. With up to four minutes it lost none (measured on GlusterFS 10.3). After a longer pause the session is started again.
    /// </summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(4);

    /// <summary>
    /// The same, and whether somebody has changed files at the secondary since a run verified them. A run does not need this, because it
    /// compares the files.
    /// </summary>
    public async Task CheckAllAsync(DestinationAccess access, Findings findings, CancellationToken cancellation)
    {
        // The checks of the primary site report that none of its nodes answers.
        (access, DestinationSides sides) = await ReadAsync(access, reportSilence: false, findings, cancellation);
        DestinationFacts facts = await CheckAsync(access, sides, findings, cancellation);
        if (facts.Volumes is not null
            && sides is { Session: { } status, Secondary: { IsStarted: true } secondary }
            && await findings.TryAsync(Subject(access), () => FindChangeAsync(access, status, secondary, cancellation), needed: false) is [var changed])
        {
            findings.Warn(Subject(access), changed);
        }
    }

    /// <summary>Runs all checks in parallel. What fails is in the findings.</summary>
    public async Task<DestinationFacts> CheckAsync(DestinationAccess access, Findings findings, CancellationToken cancellation)
    {
        (access, DestinationSides sides) = await ReadAsync(access, reportSilence: true, findings, cancellation);
        return await CheckAsync(access, sides, findings, cancellation);
    }

    private async Task<Error[]> FindChangeAsync(DestinationAccess access, GeoRepStatus status, GlusterVolume secondary, CancellationToken cancellation) =>
        await changes.FindAsync(access.Policy, access.Destination, status, secondary, cancellation) is { } changed ? [changed] : [];

    private async Task<DestinationFacts> CheckAsync(
        DestinationAccess access, DestinationSides sides, Findings findings, CancellationToken cancellation)
    {
        string subject = $"session {access.Session}";
        RunDestination.VolumeIds? volumes = await identity.CheckAsync(access, sides, findings, cancellation);
        if (sides.Session is not { } status)
        {
            return DestinationFacts.Unknown;
        }

        IReadOnlyDictionary<string, string> config =
            await findings.TryAsync(subject, () => gluster.GetSessionConfigAsync(access.PrimaryPool, access.Session, cancellation))
            ?? new Dictionary<string, string>();
        CheckSession(access, status, config, findings);
        IReadOnlyDictionary<string, string> tuning = Tuning(access, config);
        int interval = access.Policy.Changelog.ChangeInterval ?? Number(config, ChangeInterval) ?? DefaultChangeInterval;
        bool canResume = access.Destination.BetweenRuns == BetweenRuns.Paused
            && tuning.Count == 0
            && status.Workers.Count > 0
            && status.Workers.All(w => w.State == GeoRepWorkerState.Paused)
            && await PausedForAsync(access, cancellation) <= LongestPause;
        return new(
            status.Has(GeoRepWorkerState.Paused),
            canResume,
            GlusterClient.ParseCheckpoint(Value(config, "checkpoint")),
            TimeSpan.FromSeconds(interval),
            tuning)
        {
            Volumes = volumes,
        };
    }

    /// <summary>
    /// Reads both volumes and the session, and returns the access through those primary nodes that answer. IdentityChecks reports a session
    /// that does not exist.
    /// </summary>
    private async Task<(DestinationAccess Access, DestinationSides Sides)> ReadAsync(
        DestinationAccess access, bool reportSilence, Findings findings, CancellationToken cancellation)
    {
        // A node that cannot be reached costs minutes: it is tried once, and everything else is read from the other nodes.
        Task<PrimarySide> near = ReadPrimaryAsync(access, reportSilence, findings, cancellation);
        IReadOnlyList<NodeIdentity> nodes = await pools.ReadAsync(access.Destination.Site, cancellation);
        GlusterVolume? secondary = await CheckSecondaryAsync(access, nodes, near, findings, cancellation);
        PrimarySide primary = await near;
        return (primary.Access, new(primary.Session, primary.SessionError, primary.Volume, secondary)
        {
            PrimaryPool = primary.Pool,
            SecondaryNodes = nodes,
        });
    }

    private async Task<PrimarySide> ReadPrimaryAsync(DestinationAccess access, bool reportSilence, Findings findings, CancellationToken cancellation)
    {
        IReadOnlyList<NodeIdentity> nodes = await pools.ReadAsync(access.Policy.Site, cancellation);
        if (SitePools.Serving(access.Policy.Site, nodes) is not { } pool)
        {
            Error silent = SitePools.Silent(nodes);
            if (reportSilence)
            {
                findings.Fail($"session {access.Session}", silent);
            }

            return new(access, null, null, silent, null);
        }

        DestinationAccess through = access with { Policy = access.Policy.Through(pool) };
        Task<(GeoRepStatus? Session, Error? Error)> session = FindSessionAsync(through, findings, cancellation);
        GlusterVolume? volume = await findings.TryAsync(
            $"volume {access.PrimaryVolume}", () => gluster.GetVolumeAsync(pool, access.PrimaryVolume, cancellation));
        return new(through, nodes.FirstOrDefault(n => n.Pool is not null)?.Pool, (await session).Session, (await session).Error, volume);
    }

    private async Task<(GeoRepStatus? Session, Error? Error)> FindSessionAsync(
        DestinationAccess access, Findings findings, CancellationToken cancellation)
    {
        try
        {
            return (await gluster.GetSessionStatusAsync(access.PrimaryPool, access.Session, cancellation), null);
        }
        catch (DrException e)
        {
            if (e.Error.Code is not (ErrorCodes.SessionNotFound or ErrorCodes.VolumeNotFound))
            {
                findings.Fail($"session {access.Session}", e.Error);
            }

            return (null, e.Error);
        }
    }

    /// <summary>The longest time for which the session may have been paused: since the last recovery point, whose run paused it.</summary>
    private async Task<TimeSpan> PausedForAsync(DestinationAccess access, CancellationToken cancellation)
    {
        IReadOnlyList<RecoveryPoint> all = await points.ListAsync(access.Policy.Name, cancellation);
        return all.LastOrDefault(p => p.Destination == access.Destination.Name) is { } last ? time.GetUtcNow() - last.VerifiedAt : TimeSpan.MaxValue;
    }

    private static void CheckSession(
        DestinationAccess access, GeoRepStatus status, IReadOnlyDictionary<string, string> config, Findings findings)
    {
        string subject = $"session {access.Session}";
        string states = string.Join(", ", status.Workers.GroupBy(w => w.State).Select(g => $"{g.Count()} {g.Key}"));
        GeoRepWorker? odd = status.Workers.FirstOrDefault(w => w.State is GeoRepWorkerState.ConfigCorrupted or GeoRepWorkerState.Unknown);
        if (odd is null && status.IsRunning && status.Has(GeoRepWorkerState.Stopped))
        {
            // After 'stop force' with a node down, that node starts its worker when it is up again (seen on GlusterFS 10.3).
            string nodes = string.Join(", ", status.Workers.Where(w => w.State is not GeoRepWorkerState.Stopped).Select(w => w.Node).Distinct(StringComparer.Ordinal));
            findings.Warn(
                subject,
                ErrorCodes.SessionIncomplete,
                $"it is stopped, but runs on {nodes} ({states}): a node that was down while the session was stopped starts it again by itself. A run stops it there before it starts it",
                $"If no run follows: gluster volume geo-replication {access.PrimaryVolume} {access.Session.SecondaryUrl} stop force");
        }
        else if (status.IsRunning)
        {
            findings.Fail(
                subject,
                ErrorCodes.SessionInUse,
                $"it is running ({states}), but must be stopped or paused between runs: somebody started it",
                $"Stop it: gluster volume geo-replication {access.PrimaryVolume} {access.Session.SecondaryUrl} stop");
        }
        else if (odd is not null)
        {
            findings.Fail(
                subject,
                ErrorCodes.SessionFaulty,
                odd.State == GeoRepWorkerState.ConfigCorrupted
                    ? $"Gluster cannot read its configuration on {odd.Node} (Config Corrupted): it cannot be started there"
                    : $"its state on {odd.Node} is unknown ({states}), so it cannot be verified that it is stopped or paused",
                $"gluster volume geo-replication {access.PrimaryVolume} {access.Session.SecondaryUrl} status detail, and gsyncd.conf of the session on {odd.Node}");
        }
        else
        {
            findings.Ok(subject, states);
        }

        // Before GlusterFS 4 the method was the option use-tarssh.
        string? method = GlusterValue.IsOn(Value(config, "use-tarssh")) ? "tarssh" : Value(config, "sync-method");
        if (method is not null && !string.Equals(method, "rsync", StringComparison.OrdinalIgnoreCase))
        {
            findings.Fail(
                subject,
                ErrorCodes.SettingUnsafe,
                $"sync-method is {method}: only rsync replicates shards of VM images correctly",
                $"gluster volume geo-replication {access.PrimaryVolume} {access.Session.SecondaryUrl} config sync-method rsync");
        }

        bool sharesNode = status.Workers.GroupBy(w => w.NodeId).Any(g => g.Count() > 1);
        if (sharesNode && !GlusterValue.IsOn(Value(config, "use-meta-volume")))
        {
            findings.Warn(
                subject,
                ErrorCodes.SettingUnsafe,
                "several bricks are on one node, and use-meta-volume is off: more than one worker of a subvolume may be Active",
                "Set up gluster_shared_storage and the session's use-meta-volume.");
        }
    }

    /// <summary>A secondary whose bricks cannot be read is not accepted.</summary>
    private async Task<GlusterVolume?> CheckSecondaryAsync(
        DestinationAccess access, IReadOnlyList<NodeIdentity> nodes, Task<PrimarySide> near, Findings findings, CancellationToken cancellation)
    {
        string subject = Subject(access);
        if (SitePools.Serving(access.Destination.Site, nodes) is not { } pool)
        {
            findings.Fail(subject, SitePools.Silent(nodes));
            return null;
        }

        if (await findings.TryAsync(subject, () => gluster.GetVolumeAsync(pool, access.Destination.Volume, cancellation)) is not { } volume)
        {
            return null;
        }

        if (SecondaryHealth.JudgeStarted(volume) is { } stopped)
        {
            findings.Fail(subject, stopped);
            return volume;
        }

        if (await findings.TryAsync(subject, () => gluster.GetBrickStatusAsync(pool, access.Destination.Volume, cancellation)) is not { } bricks)
        {
            return volume;
        }

        if (SecondaryHealth.Judge(volume, bricks) is { } fault)
        {
            findings.Fail(subject, fault);
            return volume;
        }

        findings.Ok(subject, $"{volume.Type}, started, {bricks.Sum(b => b.FreeBytes ?? 0) >> 20} MiB free on its bricks");
        if (WritableSecondary.Find(volume) is { } writable)
        {
            findings.Warn(subject, writable);
        }

        if ((await near).Volume is { } primary)
        {
            VolumeFit.Check(subject, primary, volume, findings);
        }

        return volume;
    }

    private static string Subject(DestinationAccess access) => $"secondary {access.Destination.SessionHost}::{access.Destination.Volume}";

    private static IReadOnlyDictionary<string, string> Tuning(DestinationAccess access, IReadOnlyDictionary<string, string> config)
    {
        Dictionary<string, string> wanted = [];
        if (access.Policy.Changelog.ChangeInterval is { } interval && Number(config, ChangeInterval) != interval)
        {
            wanted[ChangeInterval] = interval.ToString(CultureInfo.InvariantCulture);
        }

        if (access.Destination.BetweenRuns == BetweenRuns.Paused && Number(config, SecondaryTimeout) is not >= PausedTimeout)
        {
            wanted[SecondaryTimeout] = PausedTimeout.ToString(CultureInfo.InvariantCulture);
        }

        return wanted;
    }

    private static int? Number(IReadOnlyDictionary<string, string> config, string key) =>
        int.TryParse(Value(config, key), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>Gluster prints options with underscores and accepts them with hyphens.</summary>
    private static string? Value(IReadOnlyDictionary<string, string> config, string key) =>
        config.GetValueOrDefault(key) ?? config.GetValueOrDefault(key.Replace('-', '_'));
}
