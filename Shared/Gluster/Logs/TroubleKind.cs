namespace GlusterDr.Gluster.Logs;

/// <summary>What can be wrong with a session. The kinds up to <see cref="Unexplained"/> show as Faulty or Stopped; the others do not show in the status.</summary>
public enum TroubleKind
{
    /// <summary>The secondary does not accept gsyncd's key: the key is missing there, or another is installed.</summary>
    KeyRefused,

    /// <summary>The secondary accepts the key, but the key's forced command names a program that does not exist.</summary>
    KeyCommand,

    /// <summary>The secondary's host key is not the one that the primary's nodes know.</summary>
    HostKey,

    /// <summary>A primary node cannot reach the secondary.</summary>
    NoWay,

    /// <summary>The secondary's sshd is not listening.</summary>
    SshdDown,

    /// <summary>The secondary's glusterd does not answer.</summary>
    GlusterdDown,

    /// <summary>The secondary volume is not started.</summary>
    SecondaryStopped,

    /// <summary>The secondary volume no longer exists.</summary>
    SecondaryGone,

    /// <summary>Bricks of the secondary volume are not running.</summary>
    SecondaryBricksDown,

    /// <summary>The secondary has no space left.</summary>
    SecondaryFull,

    /// <summary>rsync is missing on a node, or cannot be run.</summary>
    RsyncMissing,

    /// <summary>rsync fails, and reports only an exit code.</summary>
    RsyncFails,

    /// <summary>An unprivileged user may not mount the secondary volume.</summary>
    Mountbroker,

    /// <summary>The secondary volume cannot be mounted.</summary>
    NoMount,

    /// <summary>The brick's changelog does not answer, or is off.</summary>
    ChangelogSilent,

    /// <summary>The changelog history is missing, so the session falls back to a crawl of the file system.</summary>
    HistoryGone,

    /// <summary>A file at the secondary conflicts with the one of the same name at the primary.</summary>
    Conflict,

    /// <summary>Gluster answers with an input/output error: a brick is down, or a file has a split brain.</summary>
    InputOutput,

    /// <summary>The shared storage that the session requires is not mounted.</summary>
    MetaVolume,

    /// <summary>The session's configuration cannot be read.</summary>
    ConfigCorrupted,

    /// <summary>Clocks of nodes differ.</summary>
    ClockSkew,

    /// <summary>A primary node does not report.</summary>
    NodeDown,

    /// <summary>A brick of the primary is not running.</summary>
    PrimaryBrickDown,

    /// <summary>The session's process at the secondary died; its log there has the reason.</summary>
    PeerDied,

    /// <summary>A worker repeatedly does not answer within its connection-timeout: the secondary's gsyncd or a mount hangs.</summary>
    WorkerHung,

    /// <summary>gsyncd cannot run with the installed Python, or a part of gsyncd is missing.</summary>
    SoftwareUnfit,

    /// <summary>rsync is too old, or the versions at the two sites are incompatible.</summary>
    RsyncUnfit,

    /// <summary>The gsyncd versions at the two sites are incompatible.</summary>
    VersionsUnfit,

    /// <summary>A file system is read-only.</summary>
    ReadOnly,

    /// <summary>gsyncd is denied access, by SELinux or by the permissions of the session's user.</summary>
    AccessDenied,

    /// <summary>A file named in the changelog has lost its gfid attribute.</summary>
    GfidLost,

    /// <summary>A file system does not support extended attributes.</summary>
    NoAttributes,

    /// <summary>A volume that a worker had mounted is disconnected: its bricks are down, or its glusterfs process has ended.</summary>
    MountLost,

    /// <summary>A node has too little memory, or too few processes or open files are allowed there.</summary>
    ResourcesShort,

    /// <summary>The log has errors with unknown causes.</summary>
    Unexplained,

    /// <summary>The worker is Active but receives no changes.</summary>
    DeadFeed,

    /// <summary>The history crawl does nothing in its second turn.</summary>
    HistoryStuck,

    /// <summary>A brick was restarted, and the changes at that moment are in a changelog that no crawl will read.</summary>
    UnlistedChangelog,

    /// <summary>rsync 3.5 without secondary-access-mount: it transfers nothing, and reports success.</summary>
    RsyncTrap,

    /// <summary>Changelogs roll over so often that two within one second overwrite each other.</summary>
    FastRollover,

    /// <summary>gsyncd skipped some changes without counting a failure.</summary>
    MovedOn,

    /// <summary>The session counts failed operations.</summary>
    Failures,

    /// <summary>Files are empty at the secondary but not at the primary.</summary>
    EmptyFiles,

    /// <summary>Files differ.</summary>
    ContentDiffers,
}
