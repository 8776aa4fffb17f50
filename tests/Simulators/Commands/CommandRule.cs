using GlusterDr.Errors;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>
/// What shall happen to certain commands: made with <see cref="SimulatedWorld.When"/>, narrowed with <see cref="After"/> and
/// <see cref="Times"/>, and given one effect or more.
/// </summary>
public sealed class CommandRule
{
    private readonly Func<CommandCall, bool> _matches;
    private int _skip;
    private int _left = int.MaxValue;

    internal CommandRule(Func<CommandCall, bool> matches) => _matches = matches;

    /// <summary>How many commands it has had an effect on.</summary>
    public int Hits { get; private set; }

    internal TimeSpan Delay { get; private set; }

    internal bool HangsBefore { get; private set; }

    internal bool HangsAfter { get; private set; }

    internal Func<CommandCall, RemoteResult>? Reply { get; private set; }

    internal Error? Failure { get; private set; }

    internal Func<RemoteResult, RemoteResult>? Rewrite { get; private set; }

    internal Action? BeforeCommand { get; private set; }

    internal Action? AfterCommand { get; private set; }

    /// <summary>Leaves the first of them alone.</summary>
    public CommandRule After(int matches) => With(() => _skip = matches);

    /// <summary>Has an effect on this many only. The default is all.</summary>
    public CommandRule Times(int count) => With(() => _left = count);

    /// <summary>Has an effect on one only.</summary>
    public CommandRule Once() => Times(1);

    /// <summary>Takes this much longer.</summary>
    public CommandRule SlowBy(TimeSpan delay) => With(() => Delay = delay);

    /// <summary>Never ends and does nothing: the caller's time-out ends the wait.</summary>
    public CommandRule Hang() => With(() => HangsBefore = true);

    /// <summary>Does its work, but the answer never comes: the caller's time-out ends the wait.</summary>
    public CommandRule HangAfterEffect() => With(() => HangsAfter = true);

    /// <summary>Answers this, and does nothing.</summary>
    public CommandRule Answer(int exitCode, string output = "", string error = "") =>
        With(() => Reply = _ => new RemoteResult(exitCode, output, error));

    /// <summary>Does its work, then answers something else: an empty output, say.</summary>
    public CommandRule RewriteAnswer(Func<RemoteResult, RemoteResult> rewrite) => With(() => Rewrite = rewrite);

    /// <summary>Does its work, then prints nothing and claims success.</summary>
    public CommandRule PrintNothing() => RewriteAnswer(r => r with { StandardOutput = "" });

    /// <summary>Does its work, then speaks of another session: <paramref name="from"/> becomes <paramref name="to"/> in its output.</summary>
    public CommandRule SpeakOf(string from, string to) =>
        RewriteAnswer(r => r with { StandardOutput = r.StandardOutput.Replace(from, to, StringComparison.Ordinal) });

    /// <summary>The connection to the host fails, and nothing is done.</summary>
    public CommandRule Unreachable() => With(() => Failure = RemoteFailures.Unreachable("the host"));

    /// <summary>Does something to the world just before the command.</summary>
    public CommandRule DoBefore(Action action) => With(() => BeforeCommand += action);

    /// <summary>Does something to the world just after the command has had its effect.</summary>
    public CommandRule DoAfter(Action action) => With(() => AfterCommand += action);

    internal bool Takes(CommandCall call)
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

    private CommandRule With(Action set)
    {
        set();
        return this;
    }
}
