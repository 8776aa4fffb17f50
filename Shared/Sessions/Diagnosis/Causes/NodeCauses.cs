using GlusterDr.Errors;
using GlusterDr.Gluster.Logs;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Diagnosis.Causes;

/// <summary>Faults of nodes and bricks, mostly of the primary.</summary>
internal sealed class NodeCauses(Findings findings)
{
    private static readonly TimeSpan s_mostSkew = TimeSpan.FromSeconds(1);

    private readonly Remedies _remedies = new(findings.View);
    private readonly GeoRepSession _session = findings.Session;

    public IEnumerable<Trouble> All() => new[]
    {
        NodeDown(), PrimaryBricks(), Config(), Meta(), Rsync(), RsyncFails(), Changelog(), History(), Conflict(), InputOutput(), Clocks(),
    }.OfType<Trouble>();

    private Trouble? NodeDown()
    {
        Evidence[] silent = [.. findings.View.Bricks.Where(b => b.State is null && !Answers(b)).Select(b => new Evidence(b.Node, $"the status has no row for {b.Node}:{b.Brick}"))];
        Evidence[] away = [.. (findings.Facts.Primary.Peers ?? []).Where(p => !p.Connected).Select(p => new Evidence(p.Host, "gluster pool list: disconnected"))];
        bool dark = findings.View.Bricks.Where(b => b.Subvolume is not null).GroupBy(b => b.Subvolume).Any(s => s.All(b => b.State is null));
        return silent.Length + away.Length == 0 ? null : new Trouble(
            TroubleKind.NodeDown,
            Certainty.Certain,
            $"primary node {string.Join(", ", silent.Concat(away).Select(e => e.Where).Distinct())} does not report{(dark ? "" : "; the other bricks of its subvolume continue to replicate")}",
            Cure.Person)
        {
            Evidence = [.. silent, .. away],
            Remedies =
            [
                new Trouble.Remedy("Bring the node up again, and glusterd on it.", "systemctl start glusterd", silent.Concat(away).First().Where),
                _remedies.Do("If the session was stopped or started while the node was down, its state on that node can differ: check the session afterwards.", AdviceCodes.ShowSession),
            ],
            Blocks = dark,
        };
    }

    private Trouble? PrimaryBricks()
    {
        if (findings.Facts.Primary is not { Volume: { IsStarted: true } volume, Bricks: { } bricks })
        {
            return null;
        }

        GlusterVolume.Brick[] off = [.. volume.Bricks.Where(b => bricks.Any(s => s.Path == b.Path && s.NodeId == b.NodeId && !s.Online))];
        return off.Length == 0 ? null : new Trouble(
            TroubleKind.PrimaryBrickDown, Certainty.Certain, $"{off.Length} of {volume.Bricks.Count} bricks of the primary volume do not run; their workers go Faulty", Cure.Person)
        {
            Evidence = [.. off.Select(b => new Evidence(b.Host, $"brick {b.Path} is offline")), .. findings.Logged(TroubleKind.ChangelogSilent)],
            Remedies =
            [
                _remedies.AtPrimary("Start the bricks that do not run; running bricks are not affected.", $"gluster volume start {volume.Name} force"),
                _remedies.Do("Changes at the moment of the crash are in no changelog that a crawl reads: compare and repair.", AdviceCodes.RepairSession),
            ],
            Blocks = volume.Subvolumes.Any(s => s.All(off.Contains)),
        };
    }

    /// <remarks>A node that cannot read its gsyncd.conf says so in some versions; in others its row is missing, though it answers.</remarks>
    private Trouble? Config()
    {
        SessionBrick[] said = [.. findings.View.Bricks.Where(b => b.State == GeoRepWorkerState.ConfigCorrupted)];
        SessionBrick[] bad = [.. said, .. findings.View.Bricks.Where(b => b.State is null && Answers(b))];
        string file = $"/var/lib/glusterd/geo-replication/{_session.FolderName}/gsyncd.conf";
        string? good = findings.View.Bricks.FirstOrDefault(b => b.State is not null and not GeoRepWorkerState.ConfigCorrupted)?.Node;
        return bad.Length == 0 ? null : new Trouble(
            TroubleKind.ConfigCorrupted,
            said.Length > 0 ? Certainty.Certain : Certainty.Likely,
            $"the session's configuration cannot be read on {string.Join(", ", bad.Select(b => b.Node).Distinct())}",
            Cure.Person)
        {
            Evidence = [.. bad.Select(b => new Evidence(b.Node, b.State is null ? $"the node answers, and the status has no row for {b.Node}:{b.Brick}" : $"{b.Node}:{b.Brick} is Config Corrupted"))],
            Remedies =
            [
                new Trouble.Remedy("Show its content.", $"cat {file}", bad[0].Node),
                good is null
                    ? new Trouble.Remedy("Remove the line that Gluster does not accept (text instead of a number, as in `change-interval abc`), on every primary node.", $"vi {file}", bad[0].Node)
                    : new Trouble.Remedy($"On each node whose gsyncd.conf is damaged, replace the file with the one of {good}, which is valid.", $"scp {good}:{file} {file}", bad[0].Node),
                _remedies.Restart,
            ],
            Blocks = findings.View.Bricks.All(b => bad.Contains(b) || b.State is null),
        };
    }

    private bool Answers(SessionBrick brick) =>
        findings.Primaries.Any(n => n.Host == brick.Node && n.Clock is not null)
        && findings.Facts.Primary.Bricks?.Any(b => b.Host == brick.Node && b.Path == brick.Brick && b.Online) == true;

    private Trouble? Meta()
    {
        bool wanted = GlusterValue.IsOn(findings.Facts.Config.GetValueOrDefault("use_meta_volume"));
        Evidence[] without = wanted ? [.. findings.Primaries.Where(n => n.Facts is { SharedStorage: false }).Select(n => new Evidence(n.Host, "gluster_shared_storage is not mounted"))] : [];
        IReadOnlyList<Evidence> logged = wanted && !findings.IsWell ? findings.Logged(TroubleKind.MetaVolume) : [];
        return without.Length + logged.Count == 0 ? null : new Trouble(
            TroubleKind.MetaVolume, Certainty.Certain, "the session's use-meta-volume requires gluster_shared_storage, which is not mounted", Cure.Person)
        {
            Evidence = [.. without, .. logged],
            Remedies =
            [
                without.Length > 0
                    ? new Trouble.Remedy("Mount it there.", "mount -t glusterfs localhost:/gluster_shared_storage /run/gluster/shared_storage", without[0].Where)
                    : _remedies.AtPrimary("See whether it is there.", "gluster volume status gluster_shared_storage"),
                _remedies.Gluster("Or disable it, if the bricks of each subvolume are on different nodes.", "config use-meta-volume false"),
            ],
            Blocks = true,
        };
    }

    private Trouble? Rsync()
    {
        Evidence[] without = [.. findings.Facts.Nodes.Where(n => n.Facts is { Rsync: null }).Select(n => new Evidence(n.Host, "rsync --version cannot be run"))];
        // If it runs on every node now, what the log says about it is over.
        bool runs = findings.Facts.Nodes.Any(n => n.IsSecondary) && findings.Facts.Nodes.All(n => n.Facts is { Rsync: not null });
        IReadOnlyList<Evidence> logged = findings.IsWell && without.Length == 0 ? [] : findings.Logged(TroubleKind.RsyncMissing);
        return without.Length + logged.Count == 0 ? null : new Trouble(
            TroubleKind.RsyncMissing,
            without.Length > 0 ? Certainty.Certain : Certainty.Likely,
            runs ? "recently rsync could not be run; now every node has it" : "rsync cannot be run where the session needs it",
            runs ? Cure.None : Cure.Person)
        {
            Evidence = [.. without, .. logged],
            Remedies = [new Trouble.Remedy("Install rsync there.", "apt-get install rsync || dnf install rsync", without.Length > 0 ? without[0].Where : null), _remedies.Again],
            Blocks = !runs,
            IsOver = runs,
        };
    }

    private Trouble? RsyncFails()
    {
        IReadOnlyList<Evidence> logged = findings.IsWell ? [] : findings.Logged(TroubleKind.RsyncFails);
        return logged.Count == 0 ? null : new Trouble(
            TroubleKind.RsyncFails, Certainty.Likely, "rsync fails at the secondary, and reports only a number (11: it cannot write, most often because no space is left; 12, 255: the connection broke)", Cure.Person)
        {
            Evidence = logged,
            Remedies =
            [
                _remedies.AtSecondary("See whether there is space.", $"gluster volume status {_session.SecondaryVolume} detail"),
                _remedies.Gluster("Have gsyncd log the output of rsync.", "config log-rsync-performance true"),
            ],
        };
    }

    private Trouble? Changelog()
    {
        bool off = GlusterValue.Flag(findings.Facts.Primary.Volume?.Options.GetValueOrDefault("changelog.changelog")) == false;
        IReadOnlyList<Evidence> logged = findings.IsWell ? [] : findings.Logged(TroubleKind.ChangelogSilent);
        if (off)
        {
            return new Trouble(TroubleKind.ChangelogSilent, Certainty.Certain, "the primary volume records no changes: its changelog is off", Cure.Recreate)
            {
                Evidence = [new(_session.PrimaryVolume, "changelog.changelog is off"), .. logged],
                Remedies =
                [
                    _remedies.AtPrimary("Turn it on.", $"gluster volume set {_session.PrimaryVolume} changelog.changelog on"),
                    _remedies.Do("Changes made while it was off are not recorded: the session must be re-created.", AdviceCodes.RepairSession, "recreate"),
                ],
                Blocks = true,
            };
        }

        return logged.Count == 0 ? null : new Trouble(
            TroubleKind.ChangelogSilent, Certainty.Likely, "a brick's changelog does not answer its worker: the brick is down, or was restarted", Cure.Restart)
        {
            Evidence = logged,
            Remedies =
            [
                _remedies.AtPrimary("See whether all bricks run.", $"gluster volume status {_session.PrimaryVolume}"), _remedies.Restart,
            ],
        };
    }

    private Trouble? History()
    {
        IReadOnlyList<Evidence> logged = findings.Logged(TroubleKind.HistoryGone);
        return logged.Count == 0 ? null : new Trouble(
            TroubleKind.HistoryGone, Certainty.Certain, "the history of changes is missing, so the whole volume is crawled: that takes long, and replicates no deletions", Cure.None)
        {
            Evidence = logged,
            Remedies = [_remedies.Do("Let it run; it ends by itself.", AdviceCodes.ShowSession), _remedies.Do("Files that were deleted or renamed during the crawl stay at the secondary: compare.", AdviceCodes.DiagnoseSession, "all")],
        };
    }

    private Trouble? Conflict()
    {
        IReadOnlyList<Evidence> logged = findings.Logged(TroubleKind.Conflict);
        return logged.Count == 0 ? null : new Trouble(
            TroubleKind.Conflict, findings.IsLoggedForSure(TroubleKind.Conflict) ? Certainty.Certain : Certainty.Likely, "something at the secondary has the name of another file of the primary: something other than geo-replication wrote there", Cure.Person)
        {
            Evidence = logged,
            Remedies =
            [
                _remedies.AtSecondary("Find the file with the name in that line; its gfid must be that of the primary.", $"getfattr -n glusterfs.gfid.string MOUNT/PATH"),
                _remedies.AtSecondary("Move it away through a mount like gsyncd's own, because the volume is read-only.", $"glusterfs -s localhost --volfile-id=/{_session.SecondaryVolume} --client-pid=-1 MOUNT"),
                _remedies.AtSecondary("Make sure that nobody writes there.", $"gluster volume set {_session.SecondaryVolume} features.read-only on"),
                new Trouble.Remedy("Then replicate the primary's file again.")
                {
                    Action = AdvisedAction.Of(AdviceCodes.RepairSession, (AdvisedAction.Session, findings.View.Name), ("file", "PATH")),
                },
            ],
        };
    }

    private Trouble? InputOutput()
    {
        IReadOnlyList<Evidence> logged = findings.IsWell ? [] : findings.Logged(TroubleKind.InputOutput);
        return logged.Count == 0 ? null : new Trouble(
            TroubleKind.InputOutput, Certainty.Likely, "Gluster answers with input/output errors: a brick or its disk fails, or a file has a split brain", Cure.Person)
        {
            Evidence = logged,
            Remedies =
            [
                _remedies.AtPrimary("See whether all bricks run, on both sides; the log of one that fails is in /var/log/glusterfs/bricks.", $"gluster volume status {_session.PrimaryVolume}"),
                _remedies.AtSecondary("Check the kernel's messages about the bricks' disks.", "dmesg | grep -i -e 'i/o error' -e xfs -e ext4"),
                _remedies.AtPrimary("Split brains of the primary.", $"gluster volume heal {_session.PrimaryVolume} info split-brain"),
                _remedies.AtSecondary("And of the secondary, where it is replicated.", $"gluster volume heal {_session.SecondaryVolume} info split-brain"),
            ],
        };
    }

    private Trouble? Clocks()
    {
        NodeStatus[] known = [.. findings.Primaries.Where(n => n.Clock is not null)];
        if (known.Length < 2)
        {
            return null;
        }

        NodeStatus ahead = known.MaxBy(n => n.Clock!.Offset - n.Clock.Uncertainty)!;
        NodeStatus behind = known.MinBy(n => n.Clock!.Offset + n.Clock.Uncertainty)!;
        TimeSpan surely = ahead.Clock!.Offset - ahead.Clock.Uncertainty - behind.Clock!.Offset - behind.Clock.Uncertainty;
        return surely <= s_mostSkew ? null : new Trouble(
            TroubleKind.ClockSkew, Certainty.Certain, $"the clock of {ahead.Host} is at least {surely.TotalSeconds:0.0} s ahead of {behind.Host}'s: changes are missed, and checkpoints complete too early or never", Cure.Person)
        {
            Evidence = [.. known.Select(n => new Evidence(n.Host, $"{n.Clock!.Offset.TotalSeconds:+0.0;-0.0} s from this host, ±{n.Clock.Uncertainty.TotalSeconds:0.0} s"))],
            Remedies = [new Trouble.Remedy("Correct the clocks, and keep them synchronized with NTP, on all nodes.", "chronyc makestep", ahead.Host)],
        };
    }
}
