namespace GlusterDr.Simulators;

/// <summary>
/// What shall happen to certain requests: made with <see cref="SimulatedEngine.When(string)"/>, narrowed with
/// <see cref="After"/> and <see cref="Times"/>, and given one effect or more.
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

    /// <summary>The connection is cut before anything is done.</summary>
    public EngineRule CutBeforeEffect() => With(() => CutsBefore = true);

    /// <summary>Everything is done, and the connection is cut before the answer.</summary>
    public EngineRule CutAfterEffect() => With(() => CutsAfter = true);

    /// <summary>Answers with this status and no body, and does nothing: 401 or 503, say.</summary>
    public EngineRule Answer(int status) => With(() => Reply = new EngineAnswer(status));

    /// <summary>Answers with a fault, and does nothing.</summary>
    public EngineRule AnswerFault(int status, string detail) =>
        With(() => Reply = EngineAnswer.Fault(status, "Operation Failed", $"[{detail}]"));
}
