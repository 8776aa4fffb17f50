namespace GlusterDr.Simulators;

/// <summary>An entry of the engine's log.</summary>
/// <param name="Id">From 1, in the order of time.</param>
/// <param name="Code">The code of its kind.</param>
/// <param name="Severity"><c>normal</c>, <c>warning</c>, <c>error</c> or <c>alert</c>.</param>
/// <param name="Description">What happened.</param>
/// <param name="Time">When it happened.</param>
public sealed record EngineEvent(int Id, int Code, string Severity, string Description, DateTimeOffset Time)
{
    /// <summary>The correlation id of the request that caused it. Null: none.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Who reported it. The default value is oVirt.</summary>
    public string Origin { get; init; } = "oVirt";

    /// <summary>The reporter's number for it. -1: none.</summary>
    public int CustomId { get; init; } = -1;

    /// <summary>The number of seconds in which equal events are reported once.</summary>
    public int FloodRate { get; init; }

    /// <summary>The reporter's own data.</summary>
    public string? CustomData { get; init; }

    /// <summary>The entities that it concerns: <c>vm</c>, <c>storage_domain</c> ..., each with its id.</summary>
    public IReadOnlyDictionary<string, string> Subjects { get; init; } = new Dictionary<string, string>();
}
