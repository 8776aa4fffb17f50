using System.Globalization;
using System.Text.RegularExpressions;

namespace GlusterDr.Ids;

/// <summary>Ids of operations: <c>session-gv1-20260101T020000Z</c>, what, of which volume, since when.</summary>
public static partial class OperationId
{
    /// <summary>A session is set up.</summary>
    public const string Session = "session";

    /// <summary>A session is repaired.</summary>
    public const string Repair = "repair";

    /// <summary>A session is looked at closely.</summary>
    public const string Diagnose = "diagnose";

    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Session, Repair, Diagnose];

    /// <summary>The id of an operation that starts at this time.</summary>
    public static string Create(string kind, string volume, DateTimeOffset startedAt) =>
        $"{Prefix(kind)}{volume}-{startedAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}";

    /// <summary>What all ids of a kind begin with.</summary>
    public static string Prefix(string kind) => $"{kind}-";

    /// <summary>Whether this is the id of an operation; then of which kind.</summary>
    public static bool TryParse(string text, out string kind)
    {
        Match match = Whole().Match(text);
        kind = match.Groups["kind"].Value;
        return match.Success;
    }

    [GeneratedRegex(@"\A(?<kind>session|repair|diagnose)-[A-Za-z0-9_][A-Za-z0-9_-]{0,254}-\d{8}T\d{6}Z\z")]
    private static partial Regex Whole();
}
