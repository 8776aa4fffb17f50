using System.Globalization;
using GlusterDr.Errors;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Sessions.Options;

/// <summary>Checks a value of an option before it is set. Gluster accepts text where a number is required, and can then no longer read the configuration.</summary>
public static class SettingCheck
{
    /// <summary>The value in the form that Gluster accepts: booleans in its words, and no leading dash.</summary>
    /// <param name="option">The option.</param>
    /// <param name="value">The value as it was typed.</param>
    /// <param name="force">Accepts values that are unsafe for VM images.</param>
    /// <exception cref="DrException"><see cref="ErrorCodes.SettingInvalid"/>, <see cref="ErrorCodes.SettingUnsafe"/>.</exception>
    public static string Require(SessionOption option, string value, bool force)
    {
        string text = value.Trim();
        if (text.Length is 0 or > 1000 || text.Any(char.IsControl))
        {
            throw SettingErrors.Value(option, value);
        }

        string normal = Normal(option, text) ?? throw SettingErrors.Value(option, value);
        if (!force && Hazard(option, normal) is { } why)
        {
            throw SettingErrors.Unsafe(option, normal, why);
        }

        // Gluster's command reads a value that begins with dashes as an option of its own.
        return normal.StartsWith('-') ? $" {normal}" : normal;
    }

    /// <summary>Whether two values mean the same to Gluster.</summary>
    public static bool Same(SessionOption option, string? one, string? other) =>
        one is not null && other is not null && (Normal(option, one.Trim()) ?? one.Trim()) == (Normal(option, other.Trim()) ?? other.Trim());

    private static string? Normal(SessionOption option, string text) => option.Kind switch
    {
        SessionOptionKind.Flag => GlusterValue.Flag(text) is { } on ? (on ? "true" : "false") : null,
        SessionOptionKind.Number => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long n) && n >= option.Min && n <= option.Max
            ? n.ToString(CultureInfo.InvariantCulture)
            : null,
        SessionOptionKind.Choice => option.Choices.FirstOrDefault(c => string.Equals(c, text, StringComparison.OrdinalIgnoreCase)),
        SessionOptionKind.Program or SessionOptionKind.Folder => IsPath(text) ? text : null,
        SessionOptionKind.Words => text.AsSpan().IndexOfAny('"', '\'') < 0 ? string.Join(' ', RsyncWords.Split(text)) : null,
        SessionOptionKind.Moment => text == "now" ? text : null,
        _ => text,
    };

    private static bool IsPath(string text) => text.StartsWith('/') && !text.Split('/').Contains("..");

    private static string? Hazard(SessionOption option, string value)
    {
        if (option.Name == SessionOptions.RsyncOptions)
        {
            return RsyncWords.Hazard(value);
        }

        bool isDefault = option.Default is not null && Same(option, value, option.Default);
        return option.Hazards.GetValueOrDefault(value) ?? (isDefault ? null : option.Hazards.GetValueOrDefault("*"));
    }
}
