using System.Globalization;
using System.Text.RegularExpressions;

namespace GlusterDr.TestKit;

/// <summary>A request that Azurite wrote to its access log.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">What comes after the account, with the query.</param>
/// <param name="Status">The answer.</param>
public sealed partial record StorageRequest(string Method, string Path, int Status)
{
    /// <summary>The request of a line of the log; null: it is none.</summary>
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
