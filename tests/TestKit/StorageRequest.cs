using System.Globalization;
using System.Text.RegularExpressions;

namespace GlusterDr.TestKit;

/// <summary>A request from Azurite's access log.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path after the account name, with the query.</param>
/// <param name="Status">The HTTP status of the answer.</param>
public sealed partial record StorageRequest(string Method, string Path, int Status)
{
    /// <summary>Parses a line of the log. Null: it is not a request.</summary>
    public static StorageRequest? Read(string line)
    {
        Match found = Line().Match(line);
        return found.Success
            ? new StorageRequest(found.Groups[1].Value, found.Groups[2].Value, int.Parse(found.Groups[3].Value, CultureInfo.InvariantCulture))
            : null;
    }

    // 127.0.0.1 - - [21/Nov/2026:14:06:41 +0000] "GET /devstoreaccount1/Tables HTTP/1.1" 200 -
    [GeneratedRegex("""^\S+ - - \[[^\]]*\] "([A-Z]+) /devstoreaccount1/?(\S*) HTTP/1\.1" ([0-9]+) """)]
    private static partial Regex Line();
}
