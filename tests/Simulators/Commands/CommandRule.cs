using GlusterDr.Errors;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>
/// What happens to certain commands. It is created with <see cref="SimulatedWorld.When"/>, narrowed with <see cref="After"/> and
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

    /// <summary>The command has its effect, but no answer comes: the caller waits until its timeout.</summary>
    public CommandRule HangAfterEffect() => With(() => HangsAfter = true);

    /// <summary>The command gives this answer and has no effect.</summary>
    public CommandRule Answer(int exitCode, string output = "", string error = "") =>
        With(() => Reply = _ => new RemoteResult(exitCode, output, error));

    /// <summary>The command has its effect, and its answer is replaced, for example by an empty output.</summary>
    public CommandRule RewriteAnswer(Func<RemoteResult, RemoteResult> rewrite) => With(() => Rewrite = rewrite);

    /// <summary>The command has its effect, prints nothing, and exits with 0.</summary>
    public CommandRule PrintNothing() => RewriteAnswer(r => r with { StandardOutput = "" });

    /// <summary>The command has its effect, and its output names another session: <paramref name="from"/> is replaced by <paramref name="to"/>.</summary>
    public CommandRule SpeakOf(string from, string to) =>
        RewriteAnswer(r => r with { StandardOutput = r.StandardOutput.Replace(from, to, StringComparison.Ordinal) });

    /// <summary>The connection to the host fails, and the command has no effect.</summary>
    public CommandRule Unreachable() => Refuse(RemoteFailures.Unreachable("the host"));

    /// <summary>The connection to the host fails with this error, and the command has no effect.</summary>
    public CommandRule Refuse(Error error) => With(() => Failure = error);
}
