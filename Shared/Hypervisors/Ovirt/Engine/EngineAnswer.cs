using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>An answer of the oVirt engine.</summary>
/// <param name="Status">The HTTP status; null: no answer, and nothing was sent.</param>
/// <param name="Body">The representation; null: none, or not XML.</param>
internal sealed partial record EngineAnswer(HttpStatusCode? Status, XElement? Body)
{
    /// <summary>The engine cannot be reached.</summary>
    public static EngineAnswer Away { get; } = new(null, null);

    public bool IsSuccess => Status is { } status && (int)status is >= 200 and < 300;

    /// <summary>
    /// Whether another operation uses the object. The engine also answers 409 to requests that never succeed, so the text of the fault
    /// decides (AppErrors.properties of the engine; English is requested).
    /// </summary>
    public bool IsBusy => Status == HttpStatusCode.Conflict && (FaultElement is null || Busy().IsMatch(Fault));

    /// <summary>Whether the engine is starting or down. The request was not executed.</summary>
    public bool IsAway => IsStarting || Status is null or HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway;

    /// <summary>Whether the answer came from the web server, before the engine behind it has started.</summary>
    public bool IsStarting { get; init; }

    /// <summary>Whether a server error came from a proxy and not from the engine, for example while the engine starts.</summary>
    public bool IsBroken => Body is null && Status is HttpStatusCode.InternalServerError or HttpStatusCode.GatewayTimeout;

    /// <summary>The object does not exist, or the engine has not started yet: the web server answers both in the same way.</summary>
    public bool IsNowhere => Body is null && Status == HttpStatusCode.NotFound;

    /// <summary>The engine's description of the fault, on one line.</summary>
    public string Fault => FaultElement is { } fault
        ? string.Join(": ", new[] { fault.Element("reason")?.Value, fault.Element("detail")?.Value }
            .OfType<string>()
            .Select(t => t.Trim().Trim('[', ']').ReplaceLineEndings(" "))
            .Where(t => t.Length > 0))
        : Status is null ? "no answer" : $"HTTP {(int)Status} {Status}";

    /// <summary>A failed action contains the fault as a child element.</summary>
    private XElement? FaultElement => Body is { Name.LocalName: "fault" } ? Body : Body?.Element("fault");

    [GeneratedRegex(
        "locked|in progress|is (currently )?being|wait for|try again (later|in a)|migrating|saving/restoring|powering|launch",
        RegexOptions.IgnoreCase)]
    private static partial Regex Busy();
}
