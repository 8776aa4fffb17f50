using GlusterDr.Errors;
using GlusterDr.Gluster.Logs;
using GlusterDr.Replication;

namespace GlusterDr.Sessions.Diagnosis.Causes;

/// <summary>Faults of the connection to the secondary, and of the secondary: they stop every worker.</summary>
internal sealed class FaultyCauses(Findings findings)
{
    /// <summary>Below this share of free space a brick counts as full (Gluster's own storage.reserve is 1 %).</summary>
    private const double FullShare = 0.015;

    /// <summary>The same if gsyncd has just logged that there is no space: the reserve of a file system counts as free (1.7 % measured).</summary>
    private const double TightShare = 0.05;

    private readonly Remedies _remedies = new(findings.View);
    private readonly GeoRepSession _session = findings.Session;

    public IEnumerable<Trouble> All() => Volume().Concat(Ways()).Concat(Mounts()).OfType<Trouble>();

    private IEnumerable<Trouble?> Volume()
    {
        SideFacts far = findings.Facts.Secondary;
        string start = $"gluster volume start {_session.SecondaryVolume}";
        if (far.Volume is { IsStarted: false } volume)
        {
            yield return Certain(
                TroubleKind.SecondaryStopped,
                $"the secondary volume {volume.Name} is {volume.Status}",
                [new(_session.SecondaryHost, $"gluster volume info {volume.Name}: {volume.Status}"), .. findings.Logged(TroubleKind.NoMount)],
                _remedies.AtSecondary("Start the volume.", start));
        }
        else if (far.Volume is null && far.Error is { Code: ErrorCodes.VolumeNotFound } gone)
        {
            yield return Certain(
                TroubleKind.SecondaryGone,
                $"volume {_session.SecondaryVolume} does not exist at the secondary",
                [new(_session.SecondaryHost, gone.Message)],
                _remedies.Do(
                    "Find out what happened to the volume. A new volume needs a new session: remove this one with its sync time, then create it again.",
                    AdviceCodes.RemoveSession, "resetSyncTime"));
        }

        string[] off = [.. OfflineBricks(far)];
        if (off.Length > 0)
        {
            bool dead = far.Volume!.Subvolumes.Any(s => s.All(b => off.Contains($"{b.Host}:{b.Path}")));
            Trouble down = Certain(
                TroubleKind.SecondaryBricksDown,
                $"{off.Length} of {far.Volume.Bricks.Count} bricks of the secondary volume do not run",
                [new(_session.SecondaryHost, string.Join(", ", off)), .. findings.Logged(TroubleKind.NoMount)],
                _remedies.AtSecondary("Start the bricks that do not run; running bricks are not affected.", $"{start} force"),
                _remedies.AtSecondary("If one does not stay up, see its own log.", "ls -t /var/log/glusterfs/bricks/"));
            yield return down with { Blocks = dead };
        }

        yield return Full(far);
    }

    private static IEnumerable<string> OfflineBricks(SideFacts side) => side is { Volume: { IsStarted: true } volume, Bricks: { } bricks }
        ? volume.Bricks.Where(b => !bricks.Any(s => s.Path == b.Path && s.NodeId == b.NodeId && s.Online)).Select(b => $"{b.Host}:{b.Path}")
        : [];

    private Trouble? Full(SideFacts far)
    {
        double most = findings.Logged(TroubleKind.SecondaryFull).Count > 0 ? TightShare : FullShare;
        Evidence[] full = [.. (far.Bricks ?? []).Where(b => b is { TotalBytes: > 0, FreeBytes: not null } && b.FreeBytes < b.TotalBytes * most)
            .Select(b => new Evidence(b.Host, $"brick {b.Path} has {b.FreeBytes >> 20} MiB of {b.TotalBytes >> 20} MiB free"))];
        IReadOnlyList<Evidence> logged = [.. findings.Logged(TroubleKind.SecondaryFull), .. full.Length > 0 ? findings.Logged(TroubleKind.RsyncFails) : []];
        if (full.Length == 0 && logged.Count == 0)
        {
            return null;
        }

        Trouble.Remedy[] room =
        [
            _remedies.AtSecondary("Free space on these bricks, or add bricks to the volume; check how full they are.", $"gluster volume status {_session.SecondaryVolume} detail"),
            _remedies.Do("New files are then replicated without action. Data of old files may have been skipped: compare and repair.", AdviceCodes.RepairSession),
        ];
        return full.Length > 0
            ? Certain(TroubleKind.SecondaryFull, "the secondary has no space left", [.. full, .. logged], room)
            : new Trouble(TroubleKind.SecondaryFull, Certainty.Likely, "the secondary had no space left; its bricks have some now", Cure.Restart)
            {
                Evidence = logged,
                Remedies = [_remedies.Repair],
                IsOver = true,
            };
    }

    private IEnumerable<Trouble?> Ways()
    {
        string user = _session.LoginUser;
        yield return Way(TroubleKind.KeyRefused, $"the secondary does not accept the session's key for {user}", Cure.CarryKeys, [_remedies.Repair, _remedies.PushKeys]);
        yield return Way(TroubleKind.KeyCommand, "the secondary accepts the session's key, but the key does not start gsyncd there", Cure.Person, [
            _remedies.AtSecondary("Show what the keys start, and where gsyncd is.", "grep -n -o 'command=[^ ]*' ~/.ssh/authorized_keys; ls /usr/libexec/glusterfs/gsyncd /usr/lib/*/glusterfs/gsyncd"),
            _remedies.Do("Remove the lines that name a missing gsyncd from that file, on every node of the secondary; then have the correct keys copied.", AdviceCodes.RepairSession)]);
        yield return Way(TroubleKind.SshdDown, "the secondary's sshd does not listen", Cure.Person, [
            _remedies.AtSecondary("Start sshd there, and check that it stays up.", "systemctl restart ssh || systemctl restart sshd"), _remedies.Start]);
        yield return Way(TroubleKind.GlusterdDown, "the secondary's glusterd does not answer", Cure.Person, [
            _remedies.AtSecondary("Start glusterd there.", "systemctl start glusterd"), _remedies.Start]);
        yield return Way(TroubleKind.NoWay, "the primary cannot connect to the secondary", Cure.Person, [
            _remedies.AtPrimary("Find where the connection fails.", $"ping -c3 {_session.SecondaryHost}; nc -vz -w5 {_session.SecondaryHost} 22"), _remedies.Again]);
        if (findings.Logged(TroubleKind.HostKey) is { Count: > 0 } keys)
        {
            yield return Certain(TroubleKind.HostKey, "the secondary's host key is not the one that the primary's nodes know", keys,
                new Trouble.Remedy("Ask the administrator of the secondary whether its host key was changed. Only if it was:"),
                _remedies.AtPrimary("Remove the old key, on every primary node.", $"ssh-keygen -R {_session.SecondaryHost}"),
                _remedies.Start);
        }
    }

    /// <summary>A connection that fails: observed now, or only logged, and then perhaps over.</summary>
    private Trouble? Way(TroubleKind kind, string summary, Cure cure, IReadOnlyList<Trouble.Remedy> remedies)
    {
        Evidence[] now = [.. findings.LoginProblems[kind]];
        IReadOnlyList<Evidence> logged = findings.Logged(kind);
        if (now.Length > 0)
        {
            return new Trouble(kind, Certainty.Certain, summary, cure) { Evidence = [.. now, .. logged], Remedies = remedies, Blocks = true };
        }

        // A worker that has run for a while shows that the connection works.
        if (logged.Count == 0 || (findings.IsWell && findings.LogsIn))
        {
            return null;
        }

        // Each node has just tried to log in: another cause stops it now.
        if (findings.LoginProblems.Count > 0)
        {
            return null;
        }

        return findings.LogsIn
            ? new Trouble(kind, Certainty.Likely, $"recently {summary}; now every primary node logs in", findings.IsStill ? Cure.Restart : Cure.None)
            {
                Evidence = logged,
                Remedies = findings.IsStill
                    ? [_remedies.Do("The problem is over, but it stopped the session, which does not start by itself.", AdviceCodes.StartSession)]
                    : [new Trouble.Remedy("The problem is over; Gluster tries again within seconds."), _remedies.Again],
                IsOver = true,
            }
            : new Trouble(kind, findings.IsLoggedForSure(kind) ? Certainty.Certain : Certainty.Likely, summary, cure) { Evidence = logged, Remedies = remedies, Blocks = true };
    }

    private IEnumerable<Trouble?> Mounts()
    {
        yield return Broker();
        bool explained = findings.Facts.Secondary is not { Volume.IsStarted: true } || OfflineBricks(findings.Facts.Secondary).Any();
        if (!explained && !findings.IsWell && findings.Logged(TroubleKind.NoMount) is { Count: > 0 } logged)
        {
            yield return new Trouble(TroubleKind.NoMount, Certainty.Likely, "the secondary volume could not be mounted recently, although it is started and its bricks run", findings.IsStill ? Cure.Restart : Cure.None)
            {
                Evidence = logged,
                Remedies = [_remedies.AtSecondary("Show the log of the mount.", $"tail -n 20 /var/log/glusterfs/geo-replication-secondaries/*_{_session.SecondaryVolume}/mnt-*.log"), _remedies.Again],
                IsOver = true,
            };
        }
    }

    private Trouble? Broker()
    {
        if (_session.SecondaryUser is not { } user)
        {
            return null;
        }

        Evidence[] facts = [.. findings.Secondaries.Where(n => n.Facts is not null).SelectMany(n => BrokerFaults(n, user).Select(f => new Evidence(n.Host, f)))];
        IReadOnlyList<Evidence> logged = findings.Logged(TroubleKind.Mountbroker);
        return facts.Length + logged.Count == 0 || (facts.Length == 0 && findings.IsWell)
            ? null
            : new Trouble(TroubleKind.Mountbroker, facts.Length > 0 ? Certainty.Certain : Certainty.Likely, $"{user} may not mount {_session.SecondaryVolume} at the secondary", Cure.Person)
            {
                Evidence = [.. facts, .. logged],
                Remedies =
                [
                    _remedies.AtSecondary("Permit the user to mount the volume, on one node of the secondary.", $"gluster-mountbroker add {_session.SecondaryVolume} {user}"),
                    _remedies.AtSecondary("glusterd reads this only when it starts: restart it on every node of the secondary.", "systemctl restart glusterd"),
                    _remedies.AtSecondary("Show its content.", "gluster-mountbroker status"),
                ],
                Blocks = true,
            };
    }

    private IEnumerable<string> BrokerFaults(NodeStatus node, string user)
    {
        if (node.Facts!.Account is { } account && (!account.Exists || !account.HomeExists || !account.CanLogIn))
        {
            yield return !account.Exists ? $"user {user} does not exist" : !account.HomeExists ? $"the home directory of {user} does not exist" : $"the shell of {user} permits no commands";
        }

        if (node.Facts.Mountbroker is { } broker && (broker.Root is null || !broker.Volumes.Contains(_session.SecondaryVolume)))
        {
            yield return broker.Root is null ? "no mountbroker-root is set in glusterd.vol" : $"glusterd.vol does not permit {user} to mount {_session.SecondaryVolume}";
        }
    }

    private static Trouble Certain(TroubleKind kind, string summary, IReadOnlyList<Evidence> evidence, params Trouble.Remedy[] remedies) =>
        new(kind, Certainty.Certain, summary, Cure.Person) { Evidence = evidence, Remedies = remedies, Blocks = true };
}
