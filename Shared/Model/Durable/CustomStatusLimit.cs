namespace GlusterDr.Durable;

/// <summary>The size limit of a custom status, the same for every engine.</summary>
public static class CustomStatusLimit
{
    /// <summary>The maximum length of its JSON: 16 KB, counted in UTF-16 as Durable Functions does.</summary>
    public const int MaxCharacters = 16 * 1024 / 2;

    /// <summary>Throws if the value is larger than the limit.</summary>
    /// <exception cref="ArgumentException">It is too large.</exception>
    public static void ThrowIfExceeded(string? json)
    {
        if (json?.Length > MaxCharacters)
        {
            throw new ArgumentException(
                $"A custom status may have {MaxCharacters} characters of JSON, this one has {json.Length}. " +
                "Show counts there and keep details in the store.");
        }
    }
}
