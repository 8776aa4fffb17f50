namespace GlusterDr.Policies;

/// <summary>One error in a policy.</summary>
/// <param name="Code">One of <see cref="Errors.ErrorCodes"/>.</param>
/// <param name="Path">Its place in the policy, as in its JSON: <c>destinations[1].name</c>; empty: the whole policy.</param>
/// <param name="Message">What is wrong, and what would be valid.</param>
/// <param name="File">The file, if the policy was read from one.</param>
/// <param name="Line">The line in it, from 1.</param>
/// <param name="Column">The column in it, from 1.</param>
public sealed record PolicyError(
    string Code, string Path, string Message, string? File = null, int? Line = null, int? Column = null)
{
    /// <summary>The error in one line, in the format of compiler errors.</summary>
    public override string ToString()
    {
        string place = Line is null ? Path : $"{File}:{Line}:{Column}";
        return place.Length == 0 ? Message : $"{place}: {Message}";
    }
}
