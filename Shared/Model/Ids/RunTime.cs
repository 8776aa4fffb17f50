using System.Globalization;

namespace GlusterDr.Ids;

/// <summary>The start time in a run's ID.</summary>
public static class RunTime
{
    private const int Length = 16;

    /// <summary>When the run started; null: it is no run's ID.</summary>
    public static DateTimeOffset? Of(string runId) =>
        RunId.TryParse(runId, out _)
        && DateTimeOffset.TryParseExact(
            runId[^Length..], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;
}
