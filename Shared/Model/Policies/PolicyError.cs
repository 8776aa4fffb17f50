namespace GlusterDr.Policies;

/// <summary>One thing that is wrong with a policy.</summary>
/// <param name="Code">One of <see cref="Errors.ErrorCodes"/>.</param>
/// <param name="Path">Where in the policy, as its JSON names it: <c>destinations[1].name</c>; empty: the whole.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
/// <param name="File">The file, where it was read from one.</param>
/// <param name="Line">The line in it, from 1.</param>
/// <param name="Column">The column in it, from 1.</param>
public sealed record PolicyError(
    string Code, string Path, string Message, string? File = null, int? Line = null, int? Column = null)
{
    /// <summary>One line, as compilers write it.</summary>
    public override string ToString()
    {
        string place = Line is null ? Path : $"{File}:{Line}:{Column}";
        return place.Length == 0 ? Message : $"{place}: {Message}";
    }
}
