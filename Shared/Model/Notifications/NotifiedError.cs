using GlusterDr.Errors;

namespace GlusterDr.Notifications;

/// <summary>An error in short form; the report has the full one.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">The message, cut if it is long.</param>
/// <param name="Host">The host that it concerns.</param>
public sealed record NotifiedError(string Code, string Message, string? Host)
{
    private const int MostChars = 300;

    /// <summary>Summarises an error; null for null.</summary>
    public static NotifiedError? Of(Error? error) => error is null
        ? null
        : new(Cut(error.Code), Cut(error.Message), error.Host is null ? null : Cut(error.Host));

    private static string Cut(string text)
    {
        if (text.Length <= MostChars)
        {
            return text;
        }

        // Never cuts a surrogate pair in two.
        int length = char.IsHighSurrogate(text[MostChars - 2]) ? MostChars - 2 : MostChars - 1;
        return text[..length] + "…";
    }
}
