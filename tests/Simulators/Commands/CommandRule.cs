using GlusterDr.Errors;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>
/// What shall happen to certain commands: made with <see cref="SimulatedWorld.When"/>, narrowed with <see cref="After"/> and
/// <see cref="Times"/>, and given one effect or more.
/// </summary>
public sealed class CommandRule : ScriptedRule<CommandRule, CommandCall>
{
    internal CommandRule(Func<CommandCall, bool> matches)
        : base(matches)
    {
    }

    internal bool HangsAfter { get; private set; }

    internal Func<CommandCall, RemoteResult>? Reply { get; private set; }

    internal Error? Failure { get; private set; }

    internal Func<RemoteResult, RemoteResult>? Rewrite { get; private set; }

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
}
