namespace GlusterDr.Simulators;

/// <summary>
/// What shall happen to certain requests: made with <see cref="SimulatedEngine.When(string)"/>, narrowed with
/// <see cref="After"/> and <see cref="Times"/>, and given one effect or more.
/// </summary>
public sealed class EngineRule
{
    private readonly Func<EngineExchange, bool> _matches;
    private int _skip;
    private int _left = int.MaxValue;

    internal EngineRule(Func<EngineExchange, bool> matches) => _matches = matches;

    /// <summary>How many requests it has had an effect on.</summary>
    public int Hits { get; private set; }

    internal TimeSpan Delay { get; private set; }

    internal EngineAnswer? Reply { get; private set; }

    internal bool CutsBefore { get; private set; }

    internal bool CutsAfter { get; private set; }

    internal bool HangsBefore { get; private set; }

    internal Action? Before { get; private set; }

    internal Action? Afterwards { get; private set; }

    /// <summary>Leaves the first of them alone.</summary>
    public EngineRule After(int matches) => With(() => _skip = matches);

    /// <summary>Has an effect on this many only. The default is all.</summary>
    public EngineRule Times(int count) => With(() => _left = count);

    /// <summary>Has an effect on one only.</summary>
    public EngineRule Once() => Times(1);

    /// <summary>Takes this much longer.</summary>
    public EngineRule SlowBy(TimeSpan delay) => With(() => Delay = delay);

    /// <summary>Never answers and does nothing: the caller's time-out ends the wait.</summary>
    public EngineRule Hang() => With(() => HangsBefore = true);

    /// <summary>The connection is cut before anything is done.</summary>
    public EngineRule CutBeforeEffect() => With(() => CutsBefore = true);

    /// <summary>Everything is done, and the connection is cut before the answer.</summary>
    public EngineRule CutAfterEffect() => With(() => CutsAfter = true);

    /// <summary>Answers with this status and no body, and does nothing: 401 or 503, say.</summary>
    public EngineRule Answer(int status) => With(() => Reply = new EngineAnswer(status));

    /// <summary>Answers with a fault, and does nothing.</summary>
    public EngineRule AnswerFault(int status, string detail) =>
        With(() => Reply = EngineAnswer.Fault(status, "Operation Failed", $"[{detail}]"));

    /// <summary>Does something to the world just before the request.</summary>
    public EngineRule DoBefore(Action action) => With(() => Before += action);

    /// <summary>Does something to the world just after the request has had its effect.</summary>
    public EngineRule DoAfter(Action action) => With(() => Afterwards += action);

    internal bool Takes(EngineExchange exchange)
    {
        if (_left == 0 || !_matches(exchange))
        {
            return false;
        }

        if (_skip > 0)
        {
            _skip--;
            return false;
        }

        _left--;
        Hits++;
        return true;
    }

    private EngineRule With(Action set)
    {
        set();
        return this;
    }
}
