namespace GlusterDr.Simulators;

/// <summary>
/// What shall happen to certain calls of a simulated system: narrowed with <see cref="After"/> and <see cref="Times"/>, and given
/// one effect or more. Made to be inherited, with the effects that a kind of call may have.
/// </summary>
/// <typeparam name="TRule">The rule itself.</typeparam>
/// <typeparam name="TCall">What it speaks of.</typeparam>
public abstract class ScriptedRule<TRule, TCall>
    where TRule : ScriptedRule<TRule, TCall>
{
    private readonly Func<TCall, bool> _matches;
    private int _skip;
    private int _left = int.MaxValue;

    private protected ScriptedRule(Func<TCall, bool> matches) => _matches = matches;

    /// <summary>How many calls it has had an effect on.</summary>
    public int Hits { get; private set; }

    internal TimeSpan Delay { get; private set; }

    internal bool HangsBefore { get; private set; }

    internal Action? Before { get; private set; }

    internal Action? Afterwards { get; private set; }

    /// <summary>Leaves the first of them alone.</summary>
    public TRule After(int matches) => With(() => _skip = matches);

    /// <summary>Has an effect on this many only. The default is all.</summary>
    public TRule Times(int count) => With(() => _left = count);

    /// <summary>Has an effect on one only.</summary>
    public TRule Once() => Times(1);

    /// <summary>Takes this much longer.</summary>
    public TRule SlowBy(TimeSpan delay) => With(() => Delay = delay);

    /// <summary>Never ends and does nothing: the caller's time-out ends the wait.</summary>
    public TRule Hang() => With(() => HangsBefore = true);

    /// <summary>Does something to the world just before the call.</summary>
    public TRule DoBefore(Action action) => With(() => Before += action);

    /// <summary>Does something to the world just after the call has had its effect.</summary>
    public TRule DoAfter(Action action) => With(() => Afterwards += action);

    internal bool Takes(TCall call)
    {
        if (_left == 0 || !_matches(call))
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

    private protected TRule With(Action set)
    {
        set();
        return (TRule)this;
    }
}
