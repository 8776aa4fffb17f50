using System.Net;
using System.Text.RegularExpressions;
using GlusterDr.Errors;

namespace GlusterDr.Sites;

/// <summary>The rule for host names: nothing that a program would take for an option.</summary>
public static partial class HostName
{
    /// <summary>Whether it is a DNS name, an alias in ssh's configuration, or an IP address.</summary>
    public static bool IsValid(string name) =>
        name.Length <= 255 && (Pattern().IsMatch(name) || (name.Contains(':') && IPAddress.TryParse(name, out _) && !name.Contains('[')));

    /// <summary>Returns the name if it is valid.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.NameInvalid"/>.</exception>
    public static string Require(string name) => IsValid(name)
        ? name
        : throw new DrException(new Error(
            ErrorCodes.NameInvalid,
            ErrorClass.Permanent,
            $"'{name}' is not a host name or an address.",
            Advice: "Use letters, digits, dots, dashes and underscores, or an IP address; users and ports belong in the ssh settings."));

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\z")]
    private static partial Regex Pattern();
}
