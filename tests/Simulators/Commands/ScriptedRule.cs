namespace GlusterDr.Simulators;

/// <summary>
/// What happens to certain calls of a simulated system. It is narrowed with <see cref="After"/> and <see cref="Times"/>, and has
/// one effect or more. Derived classes add the effects that their kind of call can have.
/// </summary>
/// <typeparam name="TRule">The rule itself.</typeparam>
/// <typeparam name="TCall">The calls that it applies to.</typeparam>
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

    /// <summary>Does not apply to the first matching calls.</summary>
    public TRule After(int matches) => With(() => _skip = matches);

    /// <summary>Applies to this number of calls only. The default is all.</summary>
    public TRule Times(int count) => With(() => _left = count);

    /// <summary>Applies to one call only.</summary>
    public TRule Once() => Times(1);

    /// <summary>The call takes this much longer.</summary>
    public TRule SlowBy(TimeSpan delay) => With(() => Delay = delay);

    /// <summary>The call has no effect and never ends: the caller waits until its timeout.</summary>
    public TRule Hang() => With(() => HangsBefore = true);

    /// <summary>Runs an action just before the call.</summary>
    public TRule DoBefore(Action action) => With(() => Before += action);

    /// <summary>Runs an action just after the call has had its effect.</summary>
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
