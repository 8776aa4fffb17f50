namespace GlusterDr.Gluster.Logs;

/// <summary>What can be wrong with a session. The kinds up to <see cref="Unexplained"/> show as Faulty or Stopped, the others as nothing.</summary>
public enum TroubleKind
{
    /// <summary>The secondary does not take the key with which gsyncd logs in: it lacks it, or holds another.</summary>
    KeyRefused,

    /// <summary>The secondary takes the key, and then starts what is not there: the key's forced command is wrong.</summary>
    KeyCommand,

    /// <summary>The secondary's host key is not the one that the primary's nodes know.</summary>
    HostKey,

    /// <summary>Nothing comes through from a primary node to the secondary.</summary>
    NoWay,

    /// <summary>The secondary's sshd does not listen.</summary>
    SshdDown,

    /// <summary>The secondary's glusterd does not answer.</summary>
    GlusterdDown,

    /// <summary>The secondary volume is not started.</summary>
    SecondaryStopped,

    /// <summary>There is no such secondary volume any more.</summary>
    SecondaryGone,

    /// <summary>Bricks of the secondary volume do not run.</summary>
    SecondaryBricksDown,

    /// <summary>The secondary has no space left.</summary>
    SecondaryFull,

    /// <summary>A node lacks rsync, or it cannot be run.</summary>
    RsyncMissing,

    /// <summary>rsync fails, and says no more than a number.</summary>
    RsyncFails,

    /// <summary>An unprivileged user may not mount the secondary volume.</summary>
    Mountbroker,

    /// <summary>The secondary volume cannot be mounted.</summary>
    NoMount,

    /// <summary>The brick's changelog does not answer, or is off.</summary>
    ChangelogSilent,

    /// <summary>The history of changes is not there: the session falls back to a crawl of the file system.</summary>
    HistoryGone,

    /// <summary>Something at the secondary stands in the way of what has the same name at the primary.</summary>
    Conflict,

    /// <summary>Gluster answers with an input/output error: a brick is down, or a file has a split brain.</summary>
    InputOutput,

    /// <summary>The shared storage that the session wants is not mounted.</summary>
    MetaVolume,

    /// <summary>The session's configuration cannot be read.</summary>
    ConfigCorrupted,

    /// <summary>Clocks differ.</summary>
    ClockSkew,

    /// <summary>A primary node does not report.</summary>
    NodeDown,

    /// <summary>A brick of the primary does not run.</summary>
    PrimaryBrickDown,

    /// <summary>The session's end at the secondary died; its own log there says why.</summary>
    PeerDied,

    /// <summary>A worker does not answer within its connection-timeout, again and again: the secondary's gsyncd, or a mount, hangs.</summary>
    WorkerHung,

    /// <summary>gsyncd cannot run with the Python that is installed, or lacks a part of its own.</summary>
    SoftwareUnfit,

    /// <summary>rsync is too old, or the two of them do not understand each other.</summary>
    RsyncUnfit,

    /// <summary>gsyncd at the two ends is of versions that do not understand each other.</summary>
    VersionsUnfit,

    /// <summary>A file system cannot be written to.</summary>
    ReadOnly,

    /// <summary>gsyncd is refused access: SELinux, or the rights of the session's user.</summary>
    AccessDenied,

    /// <summary>A file of the changelog has lost its gfid attribute.</summary>
    GfidLost,

    /// <summary>A file system has no extended attributes.</summary>
    NoAttributes,

    /// <summary>A volume that a worker had mounted is disconnected: its bricks are down, or its glusterfs process has ended.</summary>
    MountLost,

    /// <summary>A node has too little memory, or too few processes or open files are allowed there.</summary>
    ResourcesShort,

    /// <summary>The log has errors that are not known.</summary>
    Unexplained,

    /// <summary>The worker is Active and never hears of a change.</summary>
    DeadFeed,

    /// <summary>The crawl of the history does nothing in its second turn.</summary>
    HistoryStuck,

    /// <summary>A brick was restarted: what changed in that moment is in a changelog that no crawl will read.</summary>
    UnlistedChangelog,

    /// <summary>rsync 3.5 without secondary-access-mount: it transfers nothing, and says that all is well.</summary>
    RsyncTrap,

    /// <summary>Changelogs roll over so often that two of one second overwrite each other.</summary>
    FastRollover,

    /// <summary>gsyncd gave up on some changes, counted no failure, and went on.</summary>
    MovedOn,

    /// <summary>The session counts operations that failed.</summary>
    Failures,

    /// <summary>Files are empty at the secondary only.</summary>
    EmptyFiles,

    /// <summary>Files differ.</summary>
    ContentDiffers,
}
