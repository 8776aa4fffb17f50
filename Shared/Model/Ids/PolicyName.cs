using System.Text.RegularExpressions;

namespace GlusterDr.Ids;

/// <summary>What a policy or a destination may be called: it becomes part of file names and of instance ids.</summary>
public static partial class PolicyName
{
    /// <summary>The rule, for people.</summary>
    public const string Rule = "1 to 40 of a-z, 0-9 and -, beginning and ending with a letter or digit";

    /// <summary>Whether the name keeps the rule.</summary>
    public static bool IsValid(string name) => Pattern().IsMatch(name);

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?\z")]
    private static partial Regex Pattern();
}
