namespace GlusterDr.Errors;

/// <summary>What failed, where, which command was tried, and how to fix it. It contains no secrets.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>. Stable; docs/errors.md explains each.</param>
/// <param name="Class">What can be done about it.</param>
/// <param name="Message">What failed, for a person.</param>
/// <param name="Host">The host, volume, session or VM that it concerns.</param>
/// <param name="Tried">The command or call, as a person would type it.</param>
/// <param name="Advice">What to do, in words. Errors that older versions stored may have commands of <c>glusterdr</c> in it.</param>
public sealed record Error(
    string Code,
    ErrorClass Class,
    string Message,
    string? Host = null,
    string? Tried = null,
    string? Advice = null)
{
    /// <summary>What to do with GlusterDr, in this order; each front end shows its own form. Null: nothing.</summary>
    public IReadOnlyList<AdvisedAction>? Actions { get; init; }

    /// <summary>The error with this advice after its own.</summary>
    public Error Advise(Advice? more) => more is null
        ? this
        : this with
        {
            Advice = $"{Advice} {more.Text}".Trim() is { Length: > 0 } text ? text : null,
            Actions = Actions is null && more.Actions.Count == 0 ? null : [.. Actions ?? [], .. more.Actions],
        };

    /// <summary>Two errors are equal when all members are, also each action.</summary>
    public bool Equals(Error? other) => other is not null
        && (Code, Class, Message, Host, Tried, Advice) == (other.Code, other.Class, other.Message, other.Host, other.Tried, other.Advice)
        && (Actions ?? []).SequenceEqual(other.Actions ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Code, Class, Message, Host, Tried, Advice);

    /// <summary>One line, or a few, for a log.</summary>
    public override string ToString()
    {
        string host = Host is null ? "" : $" [{Host}]";
        string[] fix = [Advice ?? "", .. (Actions ?? []).Select(a => $"[{a}]")];
        string advice = Advice is null && Actions is null ? "" : $"\n  fix: {string.Join(' ', fix).Trim()}";
        string tried = Tried is null ? "" : $"\n  command: {Tried}";
        return $"{Code}{host}: {Message}{tried}{advice}";
    }
}
