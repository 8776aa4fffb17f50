namespace GlusterDr.Errors;

/// <summary>What failed, where, what was tried and what to do. Nothing secret.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>; stable, and explained in docs/errors.md.</param>
/// <param name="Class">What may be done about it.</param>
/// <param name="Message">The fact, for a person.</param>
/// <param name="Host">The host, volume, session or VM that it is about.</param>
/// <param name="Tried">The command or call, as a person would type it.</param>
/// <param name="Advice">What to do.</param>
public sealed record Error(
    string Code,
    ErrorClass Class,
    string Message,
    string? Host = null,
    string? Tried = null,
    string? Advice = null)
{
    /// <summary>One line, or a few, for a terminal or a log.</summary>
    public override string ToString()
    {
        string host = Host is null ? "" : $" [{Host}]";
        string advice = Advice is null ? "" : $"\n  fix: {Advice}";
        string tried = Tried is null ? "" : $"\n  command: {Tried}";
        return $"{Code}{host}: {Message}{tried}{advice}";
    }
}
