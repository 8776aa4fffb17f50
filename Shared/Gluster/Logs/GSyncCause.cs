using System.Text.RegularExpressions;
using GlusterDr.Errors;

namespace GlusterDr.Gluster.Logs;

/// <summary>
/// What gsyncd's log lines mean. A broken connection to the peer and exit code 255 of ssh are logged at every stop too, so
/// those two mean nothing.
/// </summary>
internal sealed partial class GSyncCause
{
    // The first pattern that any line matches is reported, so certain causes come before likely ones.
    private static readonly GSyncCause[] All =
    [
        new(TroubleKind.SecondaryFull, true, NoSpace(), "the secondary has no space left", ErrorCodes.SecondaryFull),
        new(TroubleKind.SoftwareUnfit, true, BadPython(), "gsyncd cannot run with the Python that is installed on a node, or a part of it is missing", ErrorCodes.NodeUnfit),
        new(TroubleKind.VersionsUnfit, true, OtherVersion(), "gsyncd at the two sites has incompatible versions", ErrorCodes.GlusterVersionUnfit),
        new(TroubleKind.RsyncUnfit, true, OldRsync(), "rsync is too old, or its versions at the two sites are incompatible", ErrorCodes.NodeUnfit),
        new(TroubleKind.HostKey, true, WrongHost(), "the secondary's host key is not the one that this node knows", ErrorCodes.SessionFaulty),
        new(TroubleKind.KeyRefused, true, NoKey(), "ssh from the primary to the secondary fails: the secondary does not accept the session's key", ErrorCodes.SessionFaulty),
        new(TroubleKind.SshdDown, true, NoSshd(), "ssh from the primary to the secondary fails: nothing listens there", ErrorCodes.SessionFaulty),
        new(TroubleKind.NoWay, true, NoWay(), "ssh from the primary to the secondary fails: it cannot be reached", ErrorCodes.SessionFaulty),
        new(TroubleKind.KeyCommand, true, NoCommand(), "the secondary accepts the session's key, but gsyncd is not at the path that the key names", ErrorCodes.SessionFaulty),
        new(TroubleKind.NoWay, false, NoSsh(), "ssh from the primary to the secondary fails: its nodes, its sshd, or the session's keys", ErrorCodes.SessionFaulty),
        new(TroubleKind.GlusterdDown, false, NoGlusterd(), "glusterd at the secondary does not answer, or does not know the volume", ErrorCodes.SessionFaulty),
        new(TroubleKind.Mountbroker, true, NoBroker(), "the session's user may not mount the secondary volume", ErrorCodes.SessionFaulty),
        new(TroubleKind.NoMount, false, NoMount(), "the secondary volume cannot be mounted: it is not started, or its bricks are down", ErrorCodes.VolumeUnavailable),
        new(TroubleKind.ResourcesShort, true, NoResources(), "a node has too little memory, or too few processes or open files are allowed there", ErrorCodes.NodeUnfit),
        new(TroubleKind.MetaVolume, true, NoMeta(), "gluster_shared_storage is not mounted, and the session's use-meta-volume requires it", ErrorCodes.SessionFaulty),
        new(TroubleKind.ChangelogSilent, true, NoChangelog(), "the brick's changelog does not answer", ErrorCodes.SessionFaulty),
        new(TroubleKind.RsyncMissing, true, NoRsync(), "rsync cannot be run", ErrorCodes.SessionFaulty),
        new(TroubleKind.RsyncFails, false, NotWritten(), "rsync cannot write at the secondary (exit 11): most often it is full", ErrorCodes.SessionFaulty),
        new(TroubleKind.RsyncFails, false, RsyncFails(), "rsync fails", ErrorCodes.SessionFaulty),
        new(TroubleKind.ReadOnly, true, ReadOnly(), "a file system cannot be written to: a brick was remounted read-only after an error of its disk, or a read-only option is set", ErrorCodes.VolumeUnavailable),
        new(TroubleKind.AccessDenied, true, Denied(), "gsyncd is refused access: by SELinux, or because the session's user lacks permissions", ErrorCodes.NodeUnfit),
        new(TroubleKind.NoAttributes, true, NoAttributes(), "a file system does not support the extended attributes that geo-replication needs", ErrorCodes.NodeUnfit),
        new(TroubleKind.GfidLost, true, NoGfid(), "a file that the changelog names has lost its gfid attribute", ErrorCodes.SessionFailures),
        new(TroubleKind.Conflict, true, Conflict(), "files at the secondary are not those of the primary: something other than geo-replication wrote there", ErrorCodes.SessionFailures),
        new(TroubleKind.Conflict, false, Stale(), "files at the secondary are not those of the primary: something other than geo-replication wrote there, and gfids differ", ErrorCodes.SessionFailures),
        new(TroubleKind.MountLost, false, NoConnection(), "a volume that gsyncd had mounted is disconnected: its bricks are down, or its glusterfs process has ended", ErrorCodes.VolumeUnavailable),
        new(TroubleKind.InputOutput, false, InputOutput(), "a brick or its disk fails, or a file has a split brain", ErrorCodes.SessionFaulty),
        new(TroubleKind.MovedOn, true, MovedOn(), "gsyncd skipped some changes: they stay missing at the secondary", ErrorCodes.ContentDiffers),
        new(TroubleKind.PeerDied, false, PeerGone(), "the session's gsyncd at the secondary died: its log there has the cause", ErrorCodes.SessionFaulty),
        new(TroubleKind.WorkerHung, true, NotConfirmed(), "a worker does not answer within its connection-timeout: the secondary's gsyncd, or a mount, hangs", ErrorCodes.SessionFaulty) { IsNoError = true },
        new(TroubleKind.HistoryGone, true, NoHistory(), "the history of changes is missing: the whole volume is crawled instead", ErrorCodes.SessionFaulty) { IsNoError = true },
    ];

    private readonly Regex _pattern;

    private GSyncCause(TroubleKind kind, bool isCertain, Regex pattern, string meaning, string code) =>
        (Kind, IsCertain, _pattern, Meaning, Code) = (kind, isCertain, pattern, meaning, code);

    public TroubleKind Kind { get; }

    /// <summary>Whether a line that matches can have no other cause.</summary>
    public bool IsCertain { get; }

    public string Meaning { get; }

    public string Code { get; }

    /// <summary>Whether gsyncd logs it only as information, and continues.</summary>
    public bool IsNoError { get; private init; }

    /// <summary>The cause that the lines show together.</summary>
    public static GSyncCause? Find(IReadOnlyList<string> lines) => Array.Find(All, c => lines.Any(c._pattern.IsMatch));

    /// <summary>The cause that an entry shows. Warnings count only for certain causes, and information only for causes that gsyncd logs at that level.</summary>
    public static GSyncCause? Of(string entry, bool isError, bool isWarning = false) =>
        Array.Find(All, c => (isError || c.IsNoError || (isWarning && c.IsCertain)) && c._pattern.IsMatch(entry));

    /// <summary>Whether gsyncd logs this error at every stop.</summary>
    public static bool IsOrdinary(string entry) => Ordinary().IsMatch(entry);

    [GeneratedRegex(@"No space left on device|\[Errno (28|122)\]|\b(ENOSPC|EDQUOT)\b|Disk quota exceeded")]
    private static partial Regex NoSpace();

    [GeneratedRegex("ssh> .*(Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED)")]
    private static partial Regex WrongHost();

    [GeneratedRegex("ssh> .*(Permission denied|Too many authentication failures)")]
    private static partial Regex NoKey();

    [GeneratedRegex("ssh> .*Connection refused")]
    private static partial Regex NoSshd();

    [GeneratedRegex("ssh> .*(Connection timed out|No route to host|Network is unreachable|Could not resolve|Name or service not known)")]
    private static partial Regex NoWay();

    [GeneratedRegex(@"ssh> .*gsyncd: (No such file or directory|command not found|not found)|public keys added by geo-replication|cmd=ssh .*\{error=12[67]\}|ssh .* returned with 12[67]")]
    private static partial Regex NoCommand();

    [GeneratedRegex(@"volume info [^}]*(\}, \{error=255\}|returned with 255\b)")]
    private static partial Regex NoSsh();

    [GeneratedRegex(@"volume info [^}]*(\}, \{error=1\}|returned with 1\b)|getting volume info of .* failed")]
    private static partial Regex NoGlusterd();

    [GeneratedRegex(@"glusterd answered|mountbroker|cmd=\S*gluster .*system:: mount")]
    private static partial Regex NoBroker();

    [GeneratedRegex(@"[Mm]ount process exited|cmd=\S*glusterfs .*\{error=(1|107)\}|\S*glusterfs .* returned with (1|107)\b|Subvols are not up")]
    private static partial Regex NoMount();

    [GeneratedRegex("Meta-volume is not mounted")]
    private static partial Regex NoMeta();

    [GeneratedRegex("ChangelogException|Changelog register failed|Changelog History Crawl failed|Changelog crawl failed")]
    private static partial Regex NoChangelog();

    [GeneratedRegex(@"execution of ""rsync"" failed|rsync: (command )?not found|rsync: No such file|rsync: Permission denied|cmd=rsync.*\{error=12[67]\}")]
    private static partial Regex NoRsync();

    [GeneratedRegex(@"rsync.*(\{error=11\}|returned with 11\b)")]
    private static partial Regex NotWritten();

    [GeneratedRegex(@"cmd=rsync .*\{error=\d+\}|command ""?rsync .* returned with [1-9]|sync_engine=Rsync")]
    private static partial Regex RsyncFails();

    [GeneratedRegex("gfid mismatch|ENTRY FAILED|Failed to fix entry ops|above directory failed to sync")]
    private static partial Regex Conflict();

    [GeneratedRegex(@"(Input/output|Remote I/O) error|Structure needs cleaning|Bad message|\[Errno (5|74|117|121)\]|\b(EIO|EUCLEAN|EBADMSG|EREMOTEIO)\b", RegexOptions.IgnoreCase)]
    private static partial Regex InputOutput();

    // A name that exists or is missing means this only where gsyncd replays a change, by gfid.
    [GeneratedRegex(@"(Stale file handle|\[Errno 116\]|\bESTALE\b|Directory not empty|\[Errno 39\]|\bENOTEMPTY\b)|(File exists|No such file or directory|Not a directory|Is a directory|\[Errno (2|17|20|21)\]).*\.gfid/")]
    private static partial Regex Stale();

    [GeneratedRegex(@"Read-only file system|\[Errno 30\]|\bEROFS\b")]
    private static partial Regex ReadOnly();

    // ssh's own message for a refused key is matched before this one.
    [GeneratedRegex(@"\[Errno (13|1)\]|\b(EACCES|EPERM)\b|PermissionError|Operation not permitted|rsync.*Permission denied \(13\)")]
    private static partial Regex Denied();

    [GeneratedRegex(@"\[Errno (95|45)\]|Operation not supported|\b(ENOTSUP|EOPNOTSUPP)\b")]
    private static partial Regex NoAttributes();

    [GeneratedRegex(@"Cannot allocate memory|\bMemoryError\b|Out of memory|Too many open files|can't start new thread|fork\b.*Resource temporarily unavailable|\[Errno (12|23|24)\]|\b(ENOMEM|ENFILE|EMFILE)\b")]
    private static partial Regex NoResources();

    [GeneratedRegex(@"Transport endpoint is not connected|Software caused connection abort|\[Errno (103|107)\]|\b(ENOTCONN|ECONNABORTED)\b")]
    private static partial Regex NoConnection();

    [GeneratedRegex(@"\[Errno 61\]|No data available|\bENODATA\b")]
    private static partial Regex NoGfid();

    [GeneratedRegex(@"[Ww]orker ?(\([^)]*\) )?not confirmed (after wait|in \d+ sec)")]
    private static partial Regex NotConfirmed();

    [GeneratedRegex(
        @"\b(SyntaxError|IndentationError|ModuleNotFoundError|ImportError)\b|bad interpreter|env: .?python"
        + @"|(cannot open shared object file|undefined symbol)|libgfchangelog.*No such file"
        + @"|module '\w+' has no attribute '\w+'|UnicodeDecodeError|UnicodeEncodeError"
        + @"|TypeError: .*(bytes-like|must be (str|bytes)|not bytes|not str)|takes \d+ positional arguments? but")]
    private static partial Regex BadPython();

    [GeneratedRegex(@"argument subcmd: invalid choice|gsyncd\S*: error: (unrecognized arguments|argument \S+: invalid choice|no such option)|option --(master|slave|primary|secondary)\S* not recognized|invalid choice: '(slave|secondary)'")]
    private static partial Regex OtherVersion();

    [GeneratedRegex(@"rsync.*(unknown option|unrecognized option|protocol version mismatch|is your shell clean|protocol incompatibility)")]
    private static partial Regex OldRsync();

    [GeneratedRegex("could not be processed completely - moving on")]
    private static partial Regex MovedOn();

    [GeneratedRegex(@"cmd=ssh .*\{error=1\}|command ""?ssh .* returned with 1\b")]
    private static partial Regex PeerGone();

    [GeneratedRegex("Changelog history not available|Partial history available")]
    private static partial Regex NoHistory();

    [GeneratedRegex(@"connection to peer is broken|call failed|call .{0,80} failed|command ""?ssh .* returned with 255|cmd=ssh .*\{error=255\}|ssh> (Connection to .* closed|Killed by signal|client_loop|mux_)|Please fix it|is expected as per design")]
    private static partial Regex Ordinary();
}
