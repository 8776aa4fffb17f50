namespace GlusterDr.Simulators;

/// <summary>
/// What happens to certain requests. It is created with <see cref="SimulatedEngine.When(string)"/>, narrowed with
/// <see cref="After"/> and <see cref="Times"/>, and has one effect or more.
/// </summary>
public sealed class EngineRule : ScriptedRule<EngineRule, EngineExchange>
{
    internal EngineRule(Func<EngineExchange, bool> matches)
        : base(matches)
    {
    }

    internal EngineAnswer? Reply { get; private set; }

    internal bool CutsBefore { get; private set; }

    internal bool CutsAfter { get; private set; }

    /// <summary>The connection is cut, and the request has no effect.</summary>
    public EngineRule CutBeforeEffect() => With(() => CutsBefore = true);

    /// <summary>The request has its effect, and the connection is cut before the answer.</summary>
    public EngineRule CutAfterEffect() => With(() => CutsAfter = true);

    /// <summary>The engine answers with this status and no body, for example 401 or 503, and the request has no effect.</summary>
    public EngineRule Answer(int status) => With(() => Reply = new EngineAnswer(status));

    /// <summary>The engine answers with a fault, and the request has no effect.</summary>
    public EngineRule AnswerFault(int status, string detail) =>
        With(() => Reply = EngineAnswer.Fault(status, "Operation Failed", $"[{detail}]"));
}
