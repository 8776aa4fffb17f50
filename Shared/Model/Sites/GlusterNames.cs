using System.Text.RegularExpressions;
using GlusterDr.Errors;
using GlusterDr.Replication;

namespace GlusterDr.Sites;

/// <summary>Gluster's rules for names. Invalid names are refused before anything is sent.</summary>
public static partial class GlusterNames
{
    /// <summary>Checks a volume's name (glusterd: letters, digits, dash and underscore, not beginning with a dash).</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.NameInvalid"/>.</exception>
    public static string RequireVolume(string name) => Volume().IsMatch(name) && name != "all"
        ? name
        : throw Invalid(name, "volume name", "1 to 255 letters, digits, dashes and underscores, not beginning with a dash");

    /// <summary>Checks a user on the secondary.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.NameInvalid"/>.</exception>
    public static string RequireUser(string name) => User().IsMatch(name)
        ? name
        : throw Invalid(name, "user name", "letters, digits, dashes, dots and underscores, beginning with a letter or underscore");

    /// <summary>Checks an option of a volume, or a key of a session's configuration.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.NameInvalid"/>.</exception>
    public static string RequireOption(string name) => Option().IsMatch(name)
        ? name
        : throw Invalid(name, "option", "letters, digits, dots, dashes and underscores, beginning with a letter");

    /// <summary>Checks the value of an option: one line, and nothing that looks like an option of the command.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.NameInvalid"/>.</exception>
    public static string RequireValue(string value) =>
        value.Length is > 0 and < 1024 && !value.StartsWith("--", StringComparison.Ordinal) && !value.Any(char.IsControl)
            ? value
            : throw Invalid(value, "value of an option", "one line of text");

    /// <summary>Checks a brick's directory.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.NameInvalid"/>.</exception>
    public static string RequireBrickPath(string path) =>
        path.StartsWith('/') && path.Length < 4096 && !path.Any(char.IsControl) && !path.Split('/').Contains("..")
            ? path
            : throw Invalid(path, "brick path", "an absolute path without '..'");

    /// <summary>Checks a file's path within a volume.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.NameInvalid"/>.</exception>
    public static string RequireFilePath(string path) =>
        path.Length is > 0 and < 4096 && !path.Contains('\0') && !path.Split('/').Any(p => p is "" or "." or "..")
            ? path
            : throw Invalid(path, "path within a volume", "a relative path without empty parts, '.' or '..'");

    /// <summary>Checks all parts of a session.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.NameInvalid"/>.</exception>
    public static GeoRepSession RequireSession(GeoRepSession session)
    {
        RequireVolume(session.PrimaryVolume);
        RequireVolume(session.SecondaryVolume);
        HostName.Require(session.SecondaryHost);
        if (session.SecondaryUser is { } user)
        {
            RequireUser(user);
        }

        return session;
    }

    private static DrException Invalid(string name, string what, string rule) => new(new Error(
        ErrorCodes.NameInvalid, ErrorClass.Permanent, $"'{name}' is not a valid {what}.", Advice: $"Use {rule}."));

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_-]{0,254}\z")]
    private static partial Regex Volume();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_.-]{0,31}\z")]
    private static partial Regex User();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9._-]{0,127}\z")]
    private static partial Regex Option();
}
