using System.Text.RegularExpressions;
using GlusterDr.Errors;

namespace GlusterDr.Gluster;

/// <summary>
/// What gsyncd's errors mean. That the connection to the peer is broken, and that ssh ended with 255, is logged at every stop
/// too: those two mean nothing.
/// </summary>
internal sealed partial class GSyncCause
{
    // The first that any line fits is told: what is certain stands before what is only likely.
    private static readonly GSyncCause[] All =
    [
        new(NoSpace(), "the secondary has no space left", ErrorCodes.SecondaryFull),
        new(NoSsh(), "ssh from the primary to the secondary fails: its nodes, its sshd, or the session's keys", ErrorCodes.SessionFaulty),
        new(NoGlusterd(), "glusterd at the secondary does not answer, or does not know the volume", ErrorCodes.SessionFaulty),
        new(NoMount(), "the secondary volume cannot be mounted: it is not started, or its bricks are down", ErrorCodes.VolumeUnavailable),
        new(NoChangelog(), "the brick's changelog does not answer", ErrorCodes.SessionFaulty),
        new(NotWritten(), "rsync cannot write at the secondary (exit 11): most often it is full", ErrorCodes.SessionFaulty),
        new(Conflict(), "files at the secondary are not those of the primary: somebody has written there", ErrorCodes.SessionFailures),
        new(PeerGone(), "the session's end at the secondary died: its own log there says why", ErrorCodes.SessionFaulty),
    ];

    private readonly Regex _pattern;

    private GSyncCause(Regex pattern, string meaning, string code) => (_pattern, Meaning, Code) = (pattern, meaning, code);

    public string Meaning { get; }

    public string Code { get; }

    public static GSyncCause? Find(IReadOnlyList<string> lines) => Array.Find(All, c => lines.Any(c._pattern.IsMatch));

    [GeneratedRegex("No space left on device|Errno 28|ENOSPC|Disk quota exceeded")]
    private static partial Regex NoSpace();

    [GeneratedRegex(
        @"volume info [^}]*\}, \{error=255\}|ssh> .*(Connection refused|Connection timed out|No route to host"
        + "|Could not resolve|Permission denied|Host key verification failed)")]
    private static partial Regex NoSsh();

    [GeneratedRegex(@"volume info [^}]*\}, \{error=1\}")]
    private static partial Regex NoGlusterd();

    [GeneratedRegex(@"Gluster Mount process exited|cmd=\S*glusterfs .*\{error=107\}")]
    private static partial Regex NoMount();

    [GeneratedRegex("ChangelogException|Changelog register failed")]
    private static partial Regex NoChangelog();

    [GeneratedRegex(@"rsync.*\{error=11\}")]
    private static partial Regex NotWritten();

    [GeneratedRegex("gfid mismatch|ENTRY FAILED")]
    private static partial Regex Conflict();

    [GeneratedRegex(@"cmd=ssh .*\{error=1\}")]
    private static partial Regex PeerGone();
}
