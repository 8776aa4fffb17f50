using System.Net;
using System.Xml.Linq;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>What the engine answered.</summary>
/// <param name="Status">Null: nobody answered, and nothing was sent.</param>
/// <param name="Body">The representation; null: there is none, or it is no XML.</param>
internal sealed record EngineAnswer(HttpStatusCode? Status, XElement? Body)
{
    public bool IsSuccess => Status is { } status && (int)status is >= 200 and < 300;

    /// <summary>Somebody else works on it.</summary>
    public bool IsBusy => Status == HttpStatusCode.Conflict;

    /// <summary>It is starting, or is down; nothing was done.</summary>
    public bool IsAway => Status is null or HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway;

    /// <summary>The engine's own words on what is wrong, on one line.</summary>
    public string Fault => Body is { Name.LocalName: "fault" } fault
        ? string.Join(": ", new[] { fault.Element("reason")?.Value, fault.Element("detail")?.Value }
            .OfType<string>()
            .Select(t => t.Trim().Trim('[', ']').ReplaceLineEndings(" "))
            .Where(t => t.Length > 0))
        : Status is null ? "no answer" : $"HTTP {(int)Status} {Status}";
}
