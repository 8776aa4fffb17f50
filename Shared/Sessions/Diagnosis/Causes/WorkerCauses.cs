using GlusterDr.Errors;
using GlusterDr.Gluster.Logs;
using GlusterDr.Replication;

namespace GlusterDr.Sessions.Diagnosis.Causes;

/// <summary>Causes that gsyncd itself logs when a worker dies or hangs. A restart fixes none of them.</summary>
internal sealed class WorkerCauses(Findings findings)
{
    private readonly Remedies _remedies = new(findings.View);
    private readonly GeoRepSession _session = findings.Session;

    public IEnumerable<Trouble> All() => new[]
    {
        Of(TroubleKind.WorkerHung, "a worker does not answer within its connection-timeout: the secondary's gsyncd, or a mount, hangs",
            _remedies.AtPrimary("Log in manually as the session does; it must answer at once.", $"time ssh -i /var/lib/glusterd/geo-replication/secret.pem {_session.LoginUser}@{_session.SecondaryHost} true"),
            _remedies.AtPrimary("Compare the versions of Python and GlusterFS on the nodes of both sides.", "python3 --version; gluster --version | head -1"),
            _remedies.AtSecondary("Mount the volume there and list it; if that hangs, its bricks or its network are the cause.", $"mount -t glusterfs localhost:/{_session.SecondaryVolume} /mnt && timeout 20 ls /mnt")),
        Of(TroubleKind.SoftwareUnfit, "gsyncd cannot run with the Python that is installed on a node, or a part of it is missing",
            _remedies.AtPrimary("See which Python gsyncd starts, on the nodes of both sides.", "head -1 /usr/libexec/glusterfs/python/syncdaemon/gsyncd.py /usr/lib/*/glusterfs/python/syncdaemon/gsyncd.py; python3 --version"),
            new Trouble.Remedy("Install the GlusterFS packages that were built for that system, of one version on all nodes (geo-replication, libgfchangelog).")),
        Of(TroubleKind.VersionsUnfit, "gsyncd at the two sites has incompatible versions: with GlusterFS 10 its command line changed",
            _remedies.AtPrimary("Show the version at the primary.", "gluster --version | head -1"),
            _remedies.AtSecondary("Show the version at the secondary. Then install the same GlusterFS version at both sites.", "gluster --version | head -1")),
        Of(TroubleKind.RsyncUnfit, "rsync is too old, or its versions at the two sites are incompatible",
            _remedies.AtPrimary("See the version on every node of both sides; 3.1.0 or later is required.", "rsync --version | head -1"),
            new Trouble.Remedy("Upgrade rsync there. If the versions are right, a login script at the secondary prints text: it must print nothing.")),
        Of(TroubleKind.ReadOnly, "a file system cannot be written to: a brick was remounted read-only after an error of its disk, or a read-only option is set",
            _remedies.AtSecondary("See whether a brick's file system is read-only, on every node of both sides.", "grep ' ro[, ]' /proc/mounts; dmesg | grep -i -e remount -e 'i/o error'"),
            _remedies.AtSecondary("Check the volume's options: features.read-only permits geo-replication to write, features.worm does not.", $"gluster volume get {_session.SecondaryVolume} all | grep -e read-only -e worm")),
        Of(TroubleKind.AccessDenied, "gsyncd is refused access: by SELinux, or because the session's user lacks permissions",
            _remedies.AtSecondary("See whether SELinux refused it, on every node of both sides.", "getenforce; ausearch -m avc -ts recent | tail -n 20"),
            _remedies.AtSecondary("Permit it: enable the SELinux boolean, and restore the file labels.", "setsebool -P rsync_full_access on; restorecon -R /var/lib/glusterd /var/log/glusterfs"),
            new Trouble.Remedy(_session.SecondaryUser is { } user
                ? $"If it was not SELinux: {user} needs mountbroker permission for the volume. An unprivileged user cannot write trusted extended attributes; a root session can."
                : "If it was not SELinux: check who owns the file in that line.")),
        Of(TroubleKind.NoAttributes, "a file system does not support the extended attributes that geo-replication needs",
            _remedies.AtSecondary("See what the bricks' file systems are, on every node of both sides; XFS and ext4 support them.", "df -T"),
            _remedies.Gluster("If only access control lists are refused, disable their replication.", "config sync-acls false")),
        Of(TroubleKind.GfidLost, "a file that the changelog names has lost its gfid attribute: it was made on a brick directly, or its brick's file system was repaired",
            _remedies.AtPrimary("Check the file on the brick; it must have trusted.gfid.", "getfattr -d -m . -e hex BRICK/.glusterfs/AA/BB/GFID"),
            _remedies.AtPrimary("Where it is replicated, have it healed from a good copy.", $"gluster volume heal {_session.PrimaryVolume} full"),
            _remedies.Do("Then replicate the differing files again.", AdviceCodes.RepairSession)),
        Of(TroubleKind.MountLost, "a volume that gsyncd had mounted is disconnected: its bricks are down, or its glusterfs process has ended",
            _remedies.AtPrimary("Check the bricks of the primary volume.", $"gluster volume status {_session.PrimaryVolume}"),
            _remedies.AtSecondary("Check the bricks of the secondary volume.", $"gluster volume status {_session.SecondaryVolume}"),
            _remedies.AtSecondary("See whether a glusterfs process crashed, on the nodes of both sites.", "journalctl -k | grep -i -e glusterfs -e 'out of memory' | tail; ls /core* /var/lib/systemd/coredump 2>/dev/null")),
        Of(TroubleKind.ResourcesShort, "a node has too little memory, or too few processes or open files are allowed there",
            _remedies.AtPrimary("See what is used up, on every node of both sites.", "free -m; dmesg | grep -i 'out of memory' | tail; cat /proc/sys/fs/file-nr; grep -e 'open files' -e processes /proc/$(pgrep -f gsyncd | head -1)/limits"),
            new Trouble.Remedy("Add memory or raise the limit (LimitNOFILE and TasksMax of glusterd.service), or reduce sync-jobs.")),
    }.OfType<Trouble>();

    private Trouble? Of(TroubleKind kind, string summary, params Trouble.Remedy[] remedies)
    {
        IReadOnlyList<Evidence> logged = findings.IsWell ? [] : findings.Logged(kind);
        return logged.Count == 0 ? null : new Trouble(
            kind, findings.IsLoggedForSure(kind) ? Certainty.Certain : Certainty.Likely, summary, Cure.Person)
        {
            Evidence = logged,
            Remedies = [.. remedies, _remedies.Again],
            Blocks = true,
        };
    }
}
