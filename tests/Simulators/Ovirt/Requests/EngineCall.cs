using System.Text.RegularExpressions;

namespace GlusterDr.Simulators;

/// <summary>An incoming request, independent of its transport.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Target">Its address.</param>
/// <param name="Headers">All its headers.</param>
/// <param name="Body">Its body.</param>
internal sealed partial record EngineCall(string Method, Uri Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    private static readonly string[] Secrets = ["Authorization", "Cookie"];

    /// <summary>The record of it, without its secrets.</summary>
    public EngineExchange Exchange(int number, DateTimeOffset at) => new(
        number,
        at,
        Method,
        Target.AbsolutePath.TrimEnd('/'),
        Target.Query,
        Headers.Where(h => !Secrets.Contains(h.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary(StringComparer.OrdinalIgnoreCase),
        Password().Replace(Body, "password=***"));

    [GeneratedRegex("password=[^&]*")]
    private static partial Regex Password();
}
