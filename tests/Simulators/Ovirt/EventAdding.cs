using System.Globalization;
using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>How the engine adds external events.</summary>
internal static class EventAdding
{
    private const int MaxMessage = 10_000;

    private static readonly TimeSpan FloodTime = TimeSpan.FromSeconds(30);
    private static readonly string[] Mandatory = ["origin", "severity", "custom_id", "description"];
    private static readonly string[] Subjects = ["storage_domain", "data_center", "user", "cluster", "host", "vm", "template"];
    private static readonly string[] Others = ["flood_rate", "custom_data", "correlation_id", "time", "log_on_host"];
    private static readonly string[] Statuses = ["ok", "info", "warning", "error", "failure"];
    private static readonly Dictionary<string, int> Codes = new(StringComparer.Ordinal) { ["normal"] = 9801, ["warning"] = 9802, ["error"] = 9803, ["alert"] = 9804 };

    public static EngineAnswer Add(EngineRequest request)
    {
        XElement body = request.Body ?? throw EngineFault.Incomplete("Event", "origin, severity, customId, description");
        Check(request, body);
        SimulatedEngine engine = request.Engine;
        string origin = Text(body, "origin")!;
        int customId = Number(body, "custom_id")!.Value;
        Refuse(origin.Equals("oVirt", StringComparison.OrdinalIgnoreCase), "Cannot add External Event. Illegal Origin for External Event : oVirt");

        // The real engine's text begins with a superfluous equals sign.
        Refuse(engine.Events.Any(e => e.Origin == origin && e.CustomId == customId), "=Cannot add External Event. External Event with this custom id already exists.");
        EngineEvent made = Make(body, origin, customId, request);
        SetStatus(engine, body);
        if (IsFlood(engine, made))
        {
            // The event is not stored, and the engine gives no reason.
            throw new EngineFault(400, "[]");
        }

        engine.Log(id => made with { Id = id });
        return EngineAnswer.Of(SystemXml.Event(engine.Events[^1]), 201);
    }

    private static void Check(EngineRequest request, XElement body)
    {
        string[] missing = [.. Mandatory.Where(m => string.IsNullOrEmpty(Text(body, m)))];
        if (missing.Length > 0)
        {
            throw EngineFault.Incomplete("Event", string.Join(", ", missing.Select(m => m == "custom_id" ? "customId" : m)));
        }

        if (!Codes.ContainsKey(Text(body, "severity")!) || Number(body, "custom_id") is null)
        {
            throw new EngineFault(400, "severity or custom_id is no such value", "Request syntactically incorrect.");
        }

        foreach (XElement odd in body.Elements().Where(e => !Mandatory.Concat(Subjects).Concat(Others).Contains(e.Name.LocalName)))
        {
            request.Engine.Unexpected($"POST events: no element {odd.Name} of an event is simulated");
        }
    }

    private static EngineEvent Make(XElement body, string origin, int customId, EngineRequest request)
    {
        string severity = Text(body, "severity")!;
        string message = Text(body, "description")!;
        return new EngineEvent(0, Codes[severity], severity, message.Length > MaxMessage ? message[..(MaxMessage - 3)] + "..." : message, request.Engine.Now)
        {
            Origin = origin,
            CustomId = customId,
            FloodRate = Number(body, "flood_rate") ?? 30,
            CustomData = Text(body, "custom_data"),
            CorrelationId = Text(body, "correlation_id") ?? request.CorrelationId,
            Subjects = Subjects.Where(s => body.Element(s)?.Attribute("id") is not null).ToDictionary(s => s, s => body.Element(s)!.Attribute("id")!.Value),
        };
    }

    // Only a rate of exactly 0 makes the engine suppress events: for 30 seconds, by severity and subject, whatever their text.
    private static bool IsFlood(SimulatedEngine engine, EngineEvent made) => made.FloodRate == 0 && engine.Events.Any(e =>
        e.FloodRate == 0
        && e.Origin != "oVirt"
        && e.Code == made.Code
        && e.Time > engine.Now - FloodTime
        && e.Subjects.OrderBy(s => s.Key).SequenceEqual(made.Subjects.OrderBy(s => s.Key)));

    // Also for a suppressed event.
    private static void SetStatus(SimulatedEngine engine, XElement body)
    {
        if (body.Element("storage_domain") is { } subject && Text(subject, "external_status") is { } status)
        {
            if (!Statuses.Contains(status))
            {
                throw new EngineFault(400, $"{status} is not a member of ExternalStatus", "Invalid value");
            }

            if (engine.Domains.FirstOrDefault(d => d.Id == subject.Attribute("id")?.Value) is { } domain)
            {
                domain.ExternalStatus = status;
            }
        }
    }

    private static string? Text(XElement body, string name) => body.Element(name)?.Value.Trim();

    private static int? Number(XElement body, string name) =>
        int.TryParse(Text(body, name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static void Refuse(bool when, string message)
    {
        if (when)
        {
            throw EngineFault.Refusal(400, message);
        }
    }
}
