using System.Globalization;
using System.Text.RegularExpressions;

namespace GlusterDr.Ids;

/// <summary>IDs of operations, made of kind, volume and start time: <c>session-gv1-20260101T020000Z</c>.</summary>
public static partial class OperationId
{
    /// <summary>Sets up a session.</summary>
    public const string Session = "session";

    /// <summary>Repairs a session.</summary>
    public const string Repair = "repair";

    /// <summary>Examines a session.</summary>
    public const string Diagnose = "diagnose";

    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Session, Repair, Diagnose];

    /// <summary>The ID of an operation that starts at this time.</summary>
    public static string Create(string kind, string volume, DateTimeOffset startedAt) =>
        $"{Prefix(kind)}{volume}-{startedAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}";

    /// <summary>The prefix of all IDs of a kind.</summary>
    public static string Prefix(string kind) => $"{kind}-";

    /// <summary>Whether this is the ID of an operation, and of which kind.</summary>
    public static bool TryParse(string text, out string kind)
    {
        Match match = Whole().Match(text);
        kind = match.Groups["kind"].Value;
        return match.Success;
    }

    [GeneratedRegex(@"\A(?<kind>session|repair|diagnose)-[A-Za-z0-9_][A-Za-z0-9_-]{0,254}-\d{8}T\d{6}Z\z")]
    private static partial Regex Whole();
}
