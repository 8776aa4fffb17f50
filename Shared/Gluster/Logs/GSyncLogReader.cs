using System.Globalization;
using System.Text.RegularExpressions;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Replication;
using GlusterDr.Sites;

namespace GlusterDr.Gluster.Logs;

/// <summary>Reads from gsyncd's own logs why a session's workers fail; no status shows this.</summary>
public sealed partial class GSyncLogReader(IRemoteRunner runner)
{
    /// <summary>The last errors of a session on one node.</summary>
    /// <param name="Host">The node.</param>
    /// <param name="Lines">The last lines that matter, oldest first.</param>
    /// <param name="Cause">What they mean, for the operator; null: not known.</param>
    /// <param name="Code">The error code that fits the cause; null: not known.</param>
    public sealed record Summary(string Host, IReadOnlyList<string> Lines, string? Cause = null, string? Code = null);

    private const string Folder = "/var/log/glusterfs";
    private const int LinesRead = 600;
    private const int LinesKept = 20;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly string[] s_primaryFolders = ["geo-replication"];
    private static readonly string[] s_secondaryFolders = ["geo-replication-secondaries", "geo-replication-slaves"];

    /// <summary>The last errors in a session's log on one primary node.</summary>
    public Task<Summary> ReadAsync(RemoteHost host, GeoRepSession session, CancellationToken cancellation = default) =>
        ReadAsync(host, session, DateTimeOffset.MinValue, cancellation);

    /// <summary>
    /// The last errors in a session's log on one primary node. A node that does not answer is no failure: the summary says why.
    /// </summary>
    /// <param name="host">The primary node.</param>
    /// <param name="session">The session.</param>
    /// <param name="since">Entries before this time are left out: they do not explain a current problem.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<Summary> ReadAsync(
        RemoteHost host, GeoRepSession session, DateTimeOffset since, CancellationToken cancellation = default) =>
        SummariseAsync(host, s_primaryFolders, session, since, cancellation);

    /// <summary>
    /// The last errors in the session's log on a secondary node, which has the reason for a broken connection.
    /// </summary>
    /// <inheritdoc cref="ReadAsync(RemoteHost, GeoRepSession, DateTimeOffset, CancellationToken)"/>
    public Task<Summary> ReadSecondaryAsync(
        RemoteHost host, GeoRepSession session, DateTimeOffset since, CancellationToken cancellation = default) =>
        SummariseAsync(host, s_secondaryFolders, session, since, cancellation);

    /// <summary>Extracts errors with their tracebacks from a log, and what they mean.</summary>
    public static Summary Summarise(string host, string log, DateTimeOffset since)
    {
        List<string> kept = [];
        bool keep = false;
        foreach (string line in GSyncLog.WithoutOwnMistakes(log).Split('\n').Where(l => l.Length > 0).Select(GSyncLog.Normalise))
        {
            Match entry = Entry().Match(line);
            keep = entry.Success ? Matters(entry, line, since) : keep;
            if (keep)
            {
                kept.Add(GSyncLog.Shorten(line));
            }
        }

        List<string> last = [.. kept.TakeLast(LinesKept)];
        return GSyncCause.Find(last) is { } cause
            ? new Summary(host, last, cause.Meaning, cause.Code)
            : new Summary(host, last);
    }

    /// <summary>What a session's log on a primary or secondary node shows. A node that does not answer is no failure.</summary>
    /// <param name="host">The node.</param>
    /// <param name="session">The session.</param>
    /// <param name="isSecondary">Whether it is a node of the secondary.</param>
    /// <param name="since">Entries before this time, by the node's clock, are left out.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<GSyncLogFindings> ExplainAsync(
        RemoteHost host, GeoRepSession session, bool isSecondary, DateTimeOffset since, CancellationToken cancellation = default)
    {
        (string? log, string problem) = await TailAsync(host, isSecondary ? s_secondaryFolders : s_primaryFolders, session, cancellation);
        return log is null ? new GSyncLogFindings([], [], problem) : GSyncLog.Explain(log, since);
    }

    private async Task<Summary> SummariseAsync(
        RemoteHost host, string[] folders, GeoRepSession session, DateTimeOffset since, CancellationToken cancellation)
    {
        (string? log, string problem) = await TailAsync(host, folders, session, cancellation);
        return log is null ? new Summary(host.Name, [problem]) : Summarise(host.Name, log, since);
    }

    // Up to version 9 the secondary's folder had another name: the log is in the first one that exists.
    private async Task<(string? Log, string Problem)> TailAsync(
        RemoteHost host, string[] folders, GeoRepSession session, CancellationToken cancellation)
    {
        GlusterNames.RequireSession(session);
        string problem = "";
        foreach (string folder in folders)
        {
            string path = $"{Folder}/{folder}/{session.FolderName}/gsyncd.log";
            RemoteCommand command = new(["tail", "-n", $"{LinesRead}", path], Timeout);
            try
            {
                RemoteResult result = await runner.RunAsync(host, command, cancellation);
                if (result.ExitCode == 0)
                {
                    return (result.StandardOutput, "");
                }

                problem = $"{path} cannot be read: {result.StandardError.Trim()}";
            }
            catch (DrException e)
            {
                return (null, $"{path} cannot be read: {e.Error.Message}");
            }
        }

        return (null, problem);
    }

    // A crawl that falls back logs this at every start, and a worker that is stopped logs errors too: neither is the cause of a failure. gsyncd logs in UTC. Lines without a time that follow an entry, such as a traceback, belong to it.
    private static bool Matters(Match entry, string line, DateTimeOffset since) =>
        ((entry.Groups["level"].Value is "E" or "C" && !(GSyncCause.IsOrdinary(line) && GSyncCause.Of(line, isError: true) is null))
            || GSyncCause.Of(line, isError: false, entry.Groups["level"].Value is "W") is { Kind: not TroubleKind.HistoryGone })
        && DateTimeOffset.TryParse(
            entry.Groups["time"].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
        && time >= since;

    [GeneratedRegex(@"^\[(?<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)[^\]]*\] (?<level>[A-Z]) \[")]
    private static partial Regex Entry();
}
