using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>What the engine answered.</summary>
/// <param name="Status">Null: nobody answered, and nothing was sent.</param>
/// <param name="Body">The representation; null: there is none, or it is no XML.</param>
internal sealed partial record EngineAnswer(HttpStatusCode? Status, XElement? Body)
{
    /// <summary>Nobody there.</summary>
    public static EngineAnswer Away { get; } = new(null, null);

    public bool IsSuccess => Status is { } status && (int)status is >= 200 and < 300;

    /// <summary>
    /// Somebody else works on it. The engine answers 409 also to what no waiting mends, so its words decide
    /// (its AppErrors.properties; we ask for English).
    /// </summary>
    public bool IsBusy => Status == HttpStatusCode.Conflict && (FaultElement is null || Busy().IsMatch(Fault));

    /// <summary>It is starting, or is down; nothing was done.</summary>
    public bool IsAway => IsStarting || Status is null or HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway;

    /// <summary>What its web server says where there is no engine behind it yet.</summary>
    public bool IsStarting { get; init; }

    /// <summary>Not the engine's own words but those of what stands before it: while it starts, say.</summary>
    public bool IsBroken => Body is null && Status is HttpStatusCode.InternalServerError or HttpStatusCode.GatewayTimeout;

    /// <summary>There is no such thing; or there is no engine yet behind the web server, which answers the same.</summary>
    public bool IsNowhere => Body is null && Status == HttpStatusCode.NotFound;

    /// <summary>The engine's own words on what is wrong, on one line.</summary>
    public string Fault => FaultElement is { } fault
        ? string.Join(": ", new[] { fault.Element("reason")?.Value, fault.Element("detail")?.Value }
            .OfType<string>()
            .Select(t => t.Trim().Trim('[', ']').ReplaceLineEndings(" "))
            .Where(t => t.Length > 0))
        : Status is null ? "no answer" : $"HTTP {(int)Status} {Status}";

    /// <summary>An action that failed has it inside.</summary>
    private XElement? FaultElement => Body is { Name.LocalName: "fault" } ? Body : Body?.Element("fault");

    [GeneratedRegex(
        "locked|in progress|is (currently )?being|wait for|try again (later|in a)|migrating|saving/restoring|powering|launch",
        RegexOptions.IgnoreCase)]
    private static partial Regex Busy();
}
