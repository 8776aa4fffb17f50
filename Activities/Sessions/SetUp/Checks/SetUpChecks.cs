using GlusterDr.Activities.Sync.Preflight;
using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Origins;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Sites;

namespace GlusterDr.Activities.Sessions.SetUp.Checks;

/// <summary>Checks whether a session can be created between two volumes. Changes nothing.</summary>
public sealed class SetUpChecks(
    GlusterClient gluster, VolumeAgent agent, PoolFinder pools, NodeChecks nodes, OriginFinder origins)
    : ISessionChecker
{
    /// <summary>GlusterFS 10 renamed arguments of gsyncd: older and newer versions cannot work together.</summary>
    private const int Renamed = 10;

    /// <summary>gsyncd reads new changelogs every 5 s by default, and then replicates them.</summary>
    private static readonly TimeSpan s_changeInterval = TimeSpan.FromSeconds(5 + 5);

    /// <summary>Makes all checks in parallel. A check that fails is a finding.</summary>
    public async Task<SetUpFitness> CheckVolumesAsync(SetUpRequest request, CancellationToken cancellation)
    {
        GlusterNames.RequireSession(request.Session);
        Findings findings = new();
        GlusterPool primaryPool = await pools.FindAsync(request.Host, cancellation);
        GlusterPool secondaryPool = await pools.FindAsync(request.SecondaryAddress ?? request.Session.SecondaryHost, cancellation);
        Task<GlusterVolume?> primaryTask = VolumeAsync(primaryPool, request.Session.PrimaryVolume, findings, cancellation);
        Task<GlusterVolume?> secondaryTask = VolumeAsync(secondaryPool, request.Session.SecondaryVolume, findings, cancellation);
        Task versionTask = CheckVersionsAsync(request, primaryPool, secondaryPool, findings, cancellation);
        GlusterVolume? primary = await primaryTask;
        GlusterVolume? secondary = await secondaryTask;
        if (primary is null || secondary is null)
        {
            await versionTask;
            return new(findings.All, null, new Dictionary<string, NodeFacts.MountbrokerFacts>());
        }

        SetUpSides sides = new(request, primaryPool, secondaryPool, primary, secondary);
        CheckVolumes(sides, findings);
        Task<NodeReport> nodeTask = nodes.CheckAsync(sides, findings, cancellation);
        Task<bool> emptyTask = CheckSpaceAsync(sides, findings, cancellation);
        Task<bool?> thereTask = IsThereAsync(sides, findings, cancellation);
        await Task.WhenAll(versionTask, nodeTask, emptyTask, thereTask);
        NodeReport report = await nodeTask;
        if (await thereTask == false)
        {
            CheckLeftOver(sides, report, findings);
        }

        return Fitness(sides, report, await emptyTask, findings);
    }

    /// <inheritdoc/>
    public async Task<SessionCheck> CheckAsync(SetUpRequest request, CancellationToken cancellation) =>
        new(request.Subject, (await CheckVolumesAsync(request, cancellation)).Findings);

    private Task<GlusterVolume?> VolumeAsync(GlusterPool pool, string volume, Findings findings, CancellationToken cancellation) =>
        findings.TryAsync($"volume {volume} at {pool}", async () =>
        {
            GlusterVolume found = await gluster.GetVolumeAsync(pool, volume, cancellation);
            return found.IsStarted ? found : throw new DrException(new Error(
                ErrorCodes.VolumeNotStarted, ErrorClass.NeedsPerson, $"it is {found.Status}", pool.ToString(), Advice: $"gluster volume start {volume}"));
        });

    private static void CheckVolumes(SetUpSides sides, Findings findings)
    {
        findings.Ok($"volume {sides.Primary.Name}", $"{sides.Primary.Type}, started, {sides.Primary.Subvolumes.Count} subvolume(s)");
        findings.Ok($"volume {sides.Secondary.Name}", $"{sides.Secondary.Type}, started");
        if (string.Equals(sides.Primary.Id, sides.Secondary.Id, StringComparison.OrdinalIgnoreCase))
        {
            findings.Fail(
                $"volume {sides.Primary.Name}", ErrorCodes.VolumesUnfit, "it is both the primary and the secondary: they are one volume",
                "Name a host of the other site.");
        }

        if (sides.Request.IsUnprivileged && sides.Primary.IsSharded)
        {
            // Seen on GlusterFS 10.3: every file of the secondary reads as empty, with the session Active and failures 0.
            findings.Fail(
                $"session {sides.Request.Session}",
                ErrorCodes.VolumesUnfit,
                $"volume {sides.Primary.Name} is sharded, and an unprivileged user cannot write the trusted attributes that hold the size of a sharded file: every image would read as empty",
                "Use a session of root (its keys may start gsyncd and nothing else), or volumes without shards.");
        }

        VolumeFit.Check($"volume {sides.Secondary.Name}", sides.Primary, sides.Secondary, findings);
        foreach (GlusterVolume volume in (GlusterVolume[])[sides.Primary, sides.Secondary])
        {
            if (!volume.IsOn("performance.strict-write-ordering"))
            {
                sides.Weigh(
                    findings,
                    $"volume {volume.Name}",
                    ErrorCodes.VolumesUnfit,
                    "performance.strict-write-ordering is off: writes of one image may be replayed in another order than they were made",
                    $"gluster volume set {volume.Name} performance.strict-write-ordering on");
            }
        }
    }

    private async Task CheckVersionsAsync(
        SetUpRequest request, GlusterPool primaryPool, GlusterPool secondaryPool, Findings findings, CancellationToken cancellation)
    {
        Task<Version?> primaryTask = findings.TryAsync($"pool {primaryPool}", () => gluster.GetVersionAsync(primaryPool, cancellation));
        Version? secondary = await findings.TryAsync($"pool {secondaryPool}", () => gluster.GetVersionAsync(secondaryPool, cancellation));
        if (await primaryTask is not { } primary || secondary is null)
        {
            return;
        }

        string subject = $"pool {secondaryPool}";
        if (primary.Major < Renamed != secondary.Major < Renamed)
        {
            findings.Fail(
                subject,
                ErrorCodes.VolumesUnfit,
                $"GlusterFS {primary} there, {secondary} here: with version {Renamed} gsyncd's command line changed, so the two versions are incompatible",
                "Install the same GlusterFS version at both sites.");
        }
        else if (primary.Major != secondary.Major)
        {
            SetUpSides.Weigh(
                request, findings, subject, ErrorCodes.GlusterVersionRisky, $"GlusterFS {primary} at the primary, {secondary} at the secondary",
                "Use the same version at both sites: Gluster is tested with equal versions only.");
        }
        else
        {
            findings.Ok(subject, $"GlusterFS {primary} and {secondary}");
        }
    }

    /// <summary>Whether the secondary is certainly empty.</summary>
    private async Task<bool> CheckSpaceAsync(SetUpSides sides, Findings findings, CancellationToken cancellation)
    {
        string subject = $"volume {sides.Secondary.Name}";
        Task<VolumeSpace?> primaryTask = findings.TryAsync(
            $"volume {sides.Primary.Name}", () => agent.GetSpaceAsync(sides.PrimaryPool, sides.Primary.Name, cancellation));
        VolumeSpace? secondary = await findings.TryAsync(subject, () => agent.GetSpaceAsync(sides.SecondaryPool, sides.Secondary.Name, cancellation));
        VolumeSpace? primary = await primaryTask;
        if (secondary is { IsEmpty: false })
        {
            sides.Weigh(
                findings, subject, ErrorCodes.DestinationNotEmpty, "it contains files, which would be mixed with the copy",
                "Choose an empty volume. If the files are an earlier copy of this primary, they are made equal to it.");
        }

        if (primary is null || secondary is null)
        {
            return secondary is { IsEmpty: true };
        }

        string fact = $"{secondary.FreeBytes >> 20} MiB free of {secondary.TotalBytes >> 20}; the primary holds {primary.UsedBytes >> 20} MiB of {primary.TotalBytes >> 20}";
        if (secondary.FreeBytes < primary.UsedBytes && secondary.IsEmpty)
        {
            sides.Weigh(findings, subject, ErrorCodes.SecondaryTooSmall, $"too little free space: {fact}", "Add bricks to it.");
        }
        else if (secondary.TotalBytes < primary.TotalBytes)
        {
            findings.Warn(subject, ErrorCodes.SecondaryTooSmall, $"smaller than the primary, so it is full first: {fact}", "Add bricks to it before the primary fills.");
        }
        else
        {
            findings.Ok(subject, fact);
        }

        return secondary.IsEmpty;
    }

    private static void CheckLeftOver(SetUpSides sides, NodeReport report, Findings findings)
    {
        if (report.KeepSession.Count > 0)
        {
            // Seen on GlusterFS 10.3: the new session uses the configuration of the old one, and is then no longer listed.
            findings.Fail(
                $"session {sides.Request.Session}",
                ErrorCodes.SessionLeftOver,
                $"{string.Join(", ", report.KeepSession)} keep files of an earlier session of this name, which Gluster does not list: a volume was deleted with its session",
                $"On {string.Join(", ", report.KeepSession)}: rm -r /var/lib/glusterd/geo-replication/{sides.Request.Session.FolderName}");
        }
    }

    /// <summary>Whether the session exists; null: it could not be read. Reports too whether the secondary has another primary.</summary>
    private async Task<bool?> IsThereAsync(SetUpSides sides, Findings findings, CancellationToken cancellation)
    {
        string subject = $"volume {sides.Secondary.Name}";
        Task<IReadOnlyList<GeoRepStatus>?> sessionTask = findings.TryAsync(
            $"session {sides.Request.Session}", () => gluster.ListSessionsAsync(sides.PrimaryPool, cancellation));
        OriginReport? report = await findings.TryAsync(subject, () => origins.FindAsync(sides.SecondaryPool, sides.Secondary.Name, cancellation));
        IReadOnlyList<GeoRepStatus>? listed = await sessionTask;
        if (listed?.FirstOrDefault(s => LeadsThere(s, sides)) is { } there)
        {
            findings.Fail(
                $"session {sides.Request.Session}",
                ErrorCodes.SessionExists,
                $"the primary has the session {there.Session} to this volume already",
                new Advice(
                    "Use the existing session. To create it again, remove it first.",
                    AdvisedAction.Of(AdviceCodes.ListSessions, ("host", sides.Request.Host))));
            return true;
        }

        if (listed?.FirstOrDefault(s => HasItsName(s, sides)) is { } old)
        {
            findings.Fail(
                $"session {sides.Request.Session}",
                ErrorCodes.SessionExists,
                $"the primary already has a session of the same name, {old.Session}, for another volume or user: {NotThis(old, sides)}",
                new Advice(
                    "Remove that session first, with its sync time.",
                    AdvisedAction.OnSession(AdviceCodes.RemoveSession, new SessionAddress(sides.Request.Host, old.Session), "resetSyncTime")));
            return true;
        }

        foreach (Origin other in report?.Origins.Where(o => o.IsLive || o.IsConfirmed) ?? [])
        {
            findings.Fail(
                subject,
                ErrorCodes.DestinationTaken,
                $"it is a destination of volume {other.PrimaryVolume} on {string.Join(", ", other.Nodes)}: {string.Join("; ", other.Certain)}",
                "Two primaries would overwrite each other's files: choose another volume, or delete that session first.");
        }

        if (report is { IsReadOnly: true, Origins: var traces } && !traces.Any(o => o.IsLive || o.IsConfirmed))
        {
            findings.Warn(
                subject, ErrorCodes.DestinationTaken, report.Summary,
                "If a primary that could not be queried still uses it, stop: two primaries would overwrite each other's files.");
        }

        return listed is null ? null : false;
    }

    private static bool LeadsThere(GeoRepStatus status, SetUpSides sides) =>
        status.Session.PrimaryVolume == sides.Primary.Name
        && (status.SecondaryVolumeId is { } id
            ? string.Equals(id, sides.Secondary.Id, StringComparison.OrdinalIgnoreCase)
            : status.Session.IsSameAs(sides.Request.Session));

    // Gluster keeps sessions of all users in one folder.
    private static bool HasItsName(GeoRepStatus status, SetUpSides sides) =>
        status.Session.IsSameAs(sides.Request.Session) || status.Session.FolderName == sides.Request.Session.FolderName;

    private static string NotThis(GeoRepStatus status, SetUpSides sides) => status.SecondaryVolumeId is { } id
        ? $"it was made for one with the UUID {id}, and {sides.Secondary.Name} has {sides.Secondary.Id}"
        : $"its user is {status.Session.LoginUser}";

    private static SetUpFitness Fitness(SetUpSides sides, NodeReport report, bool empty, Findings findings)
    {
        if (report.HasSyncTime)
        {
            findings.Ok(
                $"session {sides.Request.Session}",
                empty
                    ? "an earlier session left its sync time; the secondary is empty, so the sync time is reset and everything is replicated"
                    : "an earlier session left its sync time, and this session continues from there");
        }

        return new(findings.All, Plan(sides, report, empty), report.Mountbroker);
    }

    private static SetUpPlan Plan(SetUpSides sides, NodeReport report, bool empty) => new()
    {
        PrimaryPool = sides.PrimaryPool,
        SecondaryPool = sides.SecondaryPool,
        PrimaryNodes = sides.PrimaryNodes,
        SecondaryNodes = sides.SecondaryNodes,
        Gsyncd = report.Gsyncd,
        Config = report.Config,
        FeedBound = TimeSpan.FromSeconds(sides.Primary.RolloverSeconds) + s_changeInterval,
        ReadOnlyBefore = sides.Secondary.Options.GetValueOrDefault(GlusterVolume.ReadOnlyOption),
        HasSyncTime = report.HasSyncTime,
        ForgetsSyncTime = report.HasSyncTime && empty,
    };
}
