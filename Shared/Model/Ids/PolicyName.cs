using System.Text.RegularExpressions;

namespace GlusterDr.Ids;

/// <summary>The names that policies and destinations may have; they become part of file names and instance IDs.</summary>
public static partial class PolicyName
{
    /// <summary>The rule, for messages.</summary>
    public const string Rule = "1 to 40 of a-z, 0-9 and -, beginning and ending with a letter or digit";

    /// <summary>Whether the name follows the rule.</summary>
    public static bool IsValid(string name) => Pattern().IsMatch(name);

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?\z")]
    private static partial Regex Pattern();
}
