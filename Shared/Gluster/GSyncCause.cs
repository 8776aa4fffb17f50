using System.Text.RegularExpressions;
using GlusterDr.Errors;

namespace GlusterDr.Gluster;

/// <summary>
/// What gsyncd's lines mean. That the connection to the peer is broken, and that ssh ended with 255, is logged at every stop
/// too: those two mean nothing.
/// </summary>
internal sealed partial class GSyncCause
{
    // The first that any line fits is told: what is certain stands before what is only likely.
    private static readonly GSyncCause[] All =
    [
        new(TroubleKind.SecondaryFull, true, NoSpace(), "the secondary has no space left", ErrorCodes.SecondaryFull),
        new(TroubleKind.HostKey, true, WrongHost(), "the secondary's host key is not the one that this node knows", ErrorCodes.SessionFaulty),
        new(TroubleKind.KeyRefused, true, NoKey(), "ssh from the primary to the secondary fails: the secondary does not take the session's key", ErrorCodes.SessionFaulty),
        new(TroubleKind.SshdDown, true, NoSshd(), "ssh from the primary to the secondary fails: nothing listens there", ErrorCodes.SessionFaulty),
        new(TroubleKind.NoWay, true, NoWay(), "ssh from the primary to the secondary fails: it cannot be reached", ErrorCodes.SessionFaulty),
        new(TroubleKind.KeyCommand, true, NoCommand(), "the secondary takes the session's key, and has no gsyncd where it looks for it", ErrorCodes.SessionFaulty),
        new(TroubleKind.NoWay, false, NoSsh(), "ssh from the primary to the secondary fails: its nodes, its sshd, or the session's keys", ErrorCodes.SessionFaulty),
        new(TroubleKind.GlusterdDown, false, NoGlusterd(), "glusterd at the secondary does not answer, or does not know the volume", ErrorCodes.SessionFaulty),
        new(TroubleKind.Mountbroker, true, NoBroker(), "the session's user may not mount the secondary volume", ErrorCodes.SessionFaulty),
        new(TroubleKind.NoMount, false, NoMount(), "the secondary volume cannot be mounted: it is not started, or its bricks are down", ErrorCodes.VolumeUnavailable),
        new(TroubleKind.MetaVolume, true, NoMeta(), "gluster_shared_storage is not mounted, and the session's use-meta-volume wants it", ErrorCodes.SessionFaulty),
        new(TroubleKind.ChangelogSilent, true, NoChangelog(), "the brick's changelog does not answer", ErrorCodes.SessionFaulty),
        new(TroubleKind.RsyncMissing, true, NoRsync(), "rsync cannot be run", ErrorCodes.SessionFaulty),
        new(TroubleKind.RsyncFails, false, NotWritten(), "rsync cannot write at the secondary (exit 11): most often it is full", ErrorCodes.SessionFaulty),
        new(TroubleKind.RsyncFails, false, RsyncFails(), "rsync fails", ErrorCodes.SessionFaulty),
        new(TroubleKind.Conflict, true, Conflict(), "files at the secondary are not those of the primary: somebody has written there", ErrorCodes.SessionFailures),
        new(TroubleKind.InputOutput, false, InputOutput(), "a brick is down, or a file has a split brain", ErrorCodes.SessionFaulty),
        new(TroubleKind.MovedOn, true, MovedOn(), "gsyncd gave up on some changes and went on: they are missing at the secondary for ever", ErrorCodes.ContentDiffers),
        new(TroubleKind.PeerDied, false, PeerGone(), "the session's end at the secondary died: its own log there says why", ErrorCodes.SessionFaulty),
        new(TroubleKind.HistoryGone, true, NoHistory(), "the history of changes is not there: the whole volume is crawled instead", ErrorCodes.SessionFaulty) { IsNoError = true },
    ];

    private readonly Regex _pattern;

    private GSyncCause(TroubleKind kind, bool isCertain, Regex pattern, string meaning, string code) =>
        (Kind, IsCertain, _pattern, Meaning, Code) = (kind, isCertain, pattern, meaning, code);

    public TroubleKind Kind { get; }

    /// <summary>Whether a line that fits can mean nothing else.</summary>
    public bool IsCertain { get; }

    public string Meaning { get; }

    public string Code { get; }

    /// <summary>Whether gsyncd logs it as a mere information, and goes on.</summary>
    public bool IsNoError { get; private init; }

    /// <summary>What the lines together mean.</summary>
    public static GSyncCause? Find(IReadOnlyList<string> lines) => Array.Find(All, c => lines.Any(c._pattern.IsMatch));

    /// <summary>What an entry means, an error or not.</summary>
    public static GSyncCause? Of(string entry, bool isError) => Array.Find(All, c => (isError || c.IsNoError) && c._pattern.IsMatch(entry));

    /// <summary>Whether an error is one that gsyncd logs at every stop.</summary>
    public static bool IsOrdinary(string entry) => Ordinary().IsMatch(entry);

    [GeneratedRegex("No space left on device|Errno 28|ENOSPC|Disk quota exceeded")]
    private static partial Regex NoSpace();

    [GeneratedRegex("ssh> .*(Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED)")]
    private static partial Regex WrongHost();

    [GeneratedRegex("ssh> .*(Permission denied|Too many authentication failures)")]
    private static partial Regex NoKey();

    [GeneratedRegex("ssh> .*Connection refused")]
    private static partial Regex NoSshd();

    [GeneratedRegex("ssh> .*(Connection timed out|No route to host|Network is unreachable|Could not resolve|Name or service not known)")]
    private static partial Regex NoWay();

    [GeneratedRegex(@"ssh> .*gsyncd: (No such file or directory|command not found|not found)|public keys added by geo-replication|cmd=ssh .*\{error=12[67]\}")]
    private static partial Regex NoCommand();

    [GeneratedRegex(@"volume info [^}]*\}, \{error=255\}")]
    private static partial Regex NoSsh();

    [GeneratedRegex(@"volume info [^}]*\}, \{error=1\}|getting volume info of .* failed")]
    private static partial Regex NoGlusterd();

    [GeneratedRegex(@"glusterd answered|mountbroker|cmd=\S*gluster .*system:: mount")]
    private static partial Regex NoBroker();

    [GeneratedRegex(@"Gluster Mount process exited|cmd=\S*glusterfs .*\{error=(1|107)\}|Subvols are not up")]
    private static partial Regex NoMount();

    [GeneratedRegex("Meta-volume is not mounted")]
    private static partial Regex NoMeta();

    [GeneratedRegex("ChangelogException|Changelog register failed|Changelog History Crawl failed|Changelog crawl failed")]
    private static partial Regex NoChangelog();

    [GeneratedRegex(@"execution of ""rsync"" failed|rsync: (command )?not found|rsync: No such file|rsync: Permission denied|cmd=rsync.*\{error=12[67]\}")]
    private static partial Regex NoRsync();

    [GeneratedRegex(@"rsync.*\{error=11\}")]
    private static partial Regex NotWritten();

    [GeneratedRegex(@"cmd=rsync .*\{error=\d+\}|sync_engine=Rsync")]
    private static partial Regex RsyncFails();

    [GeneratedRegex("gfid mismatch|ENTRY FAILED|Failed to fix entry ops|above directory failed to sync")]
    private static partial Regex Conflict();

    [GeneratedRegex(@"Input/Output error|\[Errno 5\]|EIO")]
    private static partial Regex InputOutput();

    [GeneratedRegex("could not be processed completely - moving on")]
    private static partial Regex MovedOn();

    [GeneratedRegex(@"cmd=ssh .*\{error=1\}")]
    private static partial Regex PeerGone();

    [GeneratedRegex("Changelog history not available|Partial history available")]
    private static partial Regex NoHistory();

    [GeneratedRegex(@"connection to peer is broken|call failed|cmd=ssh .*\{error=255\}|ssh> (Connection to .* closed|Killed by signal|client_loop|mux_)|Please fix it|is expected as per design")]
    private static partial Regex Ordinary();
}
