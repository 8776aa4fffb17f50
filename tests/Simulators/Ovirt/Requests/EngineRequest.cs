using System.Net;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>A parsed request to the API.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Method">Its method.</param>
/// <param name="Path">The words of its path below the API's root.</param>
/// <param name="Query">Its parameters: those of the query, and those after semicolons in the path.</param>
/// <param name="Body">Its body; null: none.</param>
/// <param name="CorrelationId">The correlation id of the work that it starts.</param>
internal sealed partial record EngineRequest(
    SimulatedEngine Engine, string Method, string[] Path, IReadOnlyDictionary<string, string> Query, XElement? Body, string CorrelationId)
{
    private const string Root = "/ovirt-engine/api";
    private const int CorrelationIdLength = 36;

    public int? Max => Query.TryGetValue("max", out string? max) && int.TryParse(max, out int number) && number >= 0 ? number : null;

    public bool IsCaseSensitive => Is("case_sensitive");

    /// <summary>The links to follow, without underscores, as the engine compares them.</summary>
    public IReadOnlyList<string> Follow => Query.TryGetValue("follow", out string? follow)
        ? [.. follow.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(f => f.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant())]
        : [];

    public bool Is(string parameter) => Query.TryGetValue(parameter, out string? value) && (value.Length == 0 || value.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>Parses a request. Throws a fault where the engine would answer with one.</summary>
    public static EngineRequest Parse(SimulatedEngine engine, EngineExchange exchange)
    {
        Dictionary<string, string> query = ParseForm(exchange.Query.TrimStart('?'));
        string[] path = [.. exchange.Path[Root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(p => TakeMatrix(p, query))];
        exchange.Headers.TryGetValue("Correlation-Id", out string? header);
        string? id = Filtered(header) ?? Filtered(query.GetValueOrDefault("correlation_id"));
        return new EngineRequest(engine, exchange.Method, path, query, ParseBody(exchange.Body), id ?? engine.NewId("correlation"));
    }

    public static Dictionary<string, string> ParseForm(string text)
    {
        Dictionary<string, string> found = new(StringComparer.Ordinal);
        foreach (string pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            found[WebUtility.UrlDecode(parts[0])] = parts.Length > 1 ? WebUtility.UrlDecode(parts[1]) : "";
        }

        return found;
    }

    // Parameters may also be in the path: /snapshots/ID;async=true.
    private static string TakeMatrix(string word, Dictionary<string, string> query)
    {
        string[] parts = word.Split(';');
        foreach ((string name, string value) in ParseForm(string.Join('&', parts[1..])))
        {
            query.TryAdd(name, value);
        }

        return WebUtility.UrlDecode(parts[0]);
    }

    private static XElement? ParseBody(string body)
    {
        if (body.Length == 0)
        {
            return null;
        }

        try
        {
            return XElement.Parse(body);
        }
        catch (XmlException e)
        {
            throw new EngineFault(400, e.Message, "Request syntactically incorrect.");
        }
    }

    private static string? Filtered(string? id)
    {
        string kept = Odd().Replace(id ?? "", "");
        return kept.Length == 0 ? null : kept[..Math.Min(kept.Length, CorrelationIdLength)];
    }

    [GeneratedRegex("[^0-9a-zA-Z_-]+")]
    private static partial Regex Odd();
}
