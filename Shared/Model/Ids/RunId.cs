using System.Globalization;
using System.Text.RegularExpressions;

namespace GlusterDr.Ids;

/// <summary>IDs of runs, <c>sync-&lt;policy&gt;-&lt;utc&gt;</c>: readable in a portal, sortable, and part of overlay names.</summary>
public static partial class RunId
{
    /// <summary>The prefix of every run's ID.</summary>
    public const string Prefix = "sync-";

    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The ID of a run of a policy that starts at this time.</summary>
    public static string Create(string policy, DateTimeOffset startedAt) =>
        $"{Prefix}{policy}-{startedAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}";

    /// <summary>Whether this is the ID of a run, and of which policy.</summary>
    public static bool TryParse(string text, out string policy)
    {
        Match match = Whole().Match(text);
        policy = match.Groups["policy"].Value;
        return match.Success;
    }

    /// <summary>The ID of a workflow that does a part of a run: <c>batch-of-&lt;run&gt;-&lt;kind&gt;-&lt;number&gt;</c>.</summary>
    public static string OfBatch(string runId, string kind, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{OfBatches(runId, kind)}{number:000}");

    /// <summary>The prefix of the IDs of all batches of a kind.</summary>
    public static string OfBatches(string runId, string kind) => $"batch-of-{runId}-{kind}-";

    /// <summary>The run that created this overlay; null: the file is no overlay of GlusterDr.</summary>
    public static string? OfOverlay(string path)
    {
        Match match = Suffix().Match(path);
        return match.Success ? match.Groups["run"].Value : null;
    }

    /// <summary>The name of the overlay that a run creates on an image.</summary>
    public static string OverlayPath(string imagePath, string runId) => $"{imagePath}.{runId}";

    [GeneratedRegex(@"\Async-(?<policy>[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?)-\d{8}T\d{6}Z\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\.(?<run>sync-[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?-\d{8}T\d{6}Z)\z")]
    private static partial Regex Suffix();
}
