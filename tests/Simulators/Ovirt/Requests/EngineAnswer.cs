using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>An answer of the engine.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its body. Null: none.</param>
/// <param name="Type">The body's type.</param>
internal sealed record EngineAnswer(int Status, string? Body = null, string Type = "application/xml")
{
    /// <summary>Headers besides those of the body.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public EngineAnswer With(string header, string value) =>
        this with { Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase) { [header] = value } };

    public static EngineAnswer Of(XElement body, int status = 200) =>
        new(status, $"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{body}\n");

    public static EngineAnswer Fault(int status, string reason, string detail) =>
        Of(new XElement("fault", new XElement("detail", detail), new XElement("reason", reason)), status);

    public static EngineAnswer Json(int status, string body) => new(status, body, "application/json");

    /// <summary>The answer of an action that has succeeded.</summary>
    public static EngineAnswer Complete(EngineJob? job = null) => Of(new XElement(
        "action",
        job is null ? null : new XElement("job", new XAttribute("href", $"/ovirt-engine/api/jobs/{job.Id}"), new XAttribute("id", job.Id)),
        new XElement("status", "complete")));

    /// <summary>The answer of an action that has failed, with the fault inside.</summary>
    public static EngineAnswer FailedAction(EngineFault fault) => Of(
        new XElement(
            "action",
            new XElement("fault", new XElement("detail", fault.Message), new XElement("reason", fault.Reason)),
            new XElement("status", "failed")),
        fault.Status);
}
