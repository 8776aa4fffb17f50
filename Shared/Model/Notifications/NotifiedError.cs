using GlusterDr.Errors;

namespace GlusterDr.Notifications;

/// <summary>An error in brief; the report has the whole of it.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">The fact, cut where it is long.</param>
/// <param name="Host">What it is about.</param>
public sealed record NotifiedError(string Code, string Message, string? Host)
{
    private const int MostChars = 300;

    /// <summary>The brief of an error; null of null.</summary>
    public static NotifiedError? Of(Error? error) => error is null
        ? null
        : new(Cut(error.Code), Cut(error.Message), error.Host is null ? null : Cut(error.Host));

    private static string Cut(string text)
    {
        if (text.Length <= MostChars)
        {
            return text;
        }

        // Never between the two halves of one character.
        int length = char.IsHighSurrogate(text[MostChars - 2]) ? MostChars - 2 : MostChars - 1;
        return text[..length] + "…";
    }
}
