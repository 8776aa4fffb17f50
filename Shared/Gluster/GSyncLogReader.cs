using System.Text.RegularExpressions;
using GlusterDr.Errors;
using GlusterDr.Remote;

namespace GlusterDr.Gluster;

/// <summary>Reads why a session's workers fail from gsyncd's own log, which no status tells.</summary>
public sealed partial class GSyncLogReader(IRemoteRunner runner)
{
    private const string Folder = "/var/log/glusterfs/geo-replication";
    private const int LinesRead = 600;
    private const int LinesKept = 20;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    // The first that fits is told: the more telling stand first.
    private static readonly (Regex Pattern, string Cause, string Code)[] Causes =
    [
        (NoSpace(), "The secondary has no space left.", ErrorCodes.SecondaryFull),
        (ReadOnly(), "The secondary is read-only for gsyncd too.", ErrorCodes.SessionFaulty),
        (Refused(), "ssh to the secondary fails: check that its nodes are up, and the session's keys (create push-pem force).", ErrorCodes.SessionFaulty),
        (NotStarted(), "The secondary volume is not started, or cannot be mounted there.", ErrorCodes.VolumeUnavailable),
        (BrickDown(), "A brick is down, or its changelog does not answer.", ErrorCodes.SessionFaulty),
        (Rsync(), "rsync fails; its own words stand in the log.", ErrorCodes.SessionFaulty),
        (Gfid(), "Files at the secondary are not those of the primary: somebody has written there.", ErrorCodes.SessionFailures),
    ];

    /// <summary>The last errors in a session's log on one primary node. Never fails for the node's sake: it then says why it cannot be read.</summary>
    public async Task<GSyncLogSummary> ReadAsync(RemoteHost host, GeoRepSession session, CancellationToken cancellation = default)
    {
        GlusterNames.RequireSession(session);
        string path = $"{Folder}/{session.PrimaryVolume}_{session.SecondaryHost}_{session.SecondaryVolume}/gsyncd.log";
        RemoteCommand command = new(["tail", "-n", $"{LinesRead}", path], Timeout);
        try
        {
            RemoteResult result = await runner.RunAsync(host, command, cancellation);
            return result.ExitCode == 0
                ? Summarise(host.Name, result.StandardOutput)
                : new GSyncLogSummary(host.Name, [$"{path} cannot be read: {result.StandardError.Trim()}"]);
        }
        catch (DrException e)
        {
            return new GSyncLogSummary(host.Name, [$"{path} cannot be read: {e.Error.Message}"], Code: e.Error.Code);
        }
    }

    /// <summary>What matters in a log: errors, warnings of ssh and rsync, and tracebacks.</summary>
    public static GSyncLogSummary Summarise(string host, string log)
    {
        List<string> kept = [];
        bool inTraceback = false;
        foreach (string line in log.Split('\n').Where(l => l.Length > 0))
        {
            bool isEntry = Entry().IsMatch(line);
            bool matters = Bad().IsMatch(line);
            inTraceback = isEntry ? matters : inTraceback || line.StartsWith("Traceback", StringComparison.Ordinal);
            if (matters || inTraceback)
            {
                kept.Add(line);
            }
        }

        List<string> last = [.. kept.TakeLast(LinesKept)];
        (Regex Pattern, string Cause, string Code) cause = Causes.FirstOrDefault(c => last.Exists(c.Pattern.IsMatch));
        return new GSyncLogSummary(host, last, cause.Cause, cause.Code);
    }

    [GeneratedRegex(@"^\[\d{4}-\d\d-\d\d ")]
    private static partial Regex Entry();

    [GeneratedRegex(@"^\[[^\]]*\] [EC] \[")]
    private static partial Regex Bad();

    [GeneratedRegex("No space left on device|Errno 28|ENOSPC|Disk quota exceeded")]
    private static partial Regex NoSpace();

    [GeneratedRegex("Read-only file system|Errno 30")]
    private static partial Regex ReadOnly();

    [GeneratedRegex("Permission denied \\(|Connection refused|Host key verification failed|No route to host|Connection timed out|Could not resolve hostname|connection to peer is broken|Broken pipe")]
    private static partial Regex Refused();

    [GeneratedRegex("failed to (get|fetch) .*volume file|Volume .* is not started|glusterfs.*returned|GLUSTER: .*mount", RegexOptions.IgnoreCase)]
    private static partial Regex NotStarted();

    [GeneratedRegex("ChangelogException|Changelog register failed|Transport endpoint is not connected|Errno 107", RegexOptions.IgnoreCase)]
    private static partial Regex BrickDown();

    [GeneratedRegex("rsync.*(error|failed)|return_code=(?!0)", RegexOptions.IgnoreCase)]
    private static partial Regex Rsync();

    [GeneratedRegex("gfid mismatch|ENTRY FAILED", RegexOptions.IgnoreCase)]
    private static partial Regex Gfid();
}
