using GlusterDr.Gluster.Logs;

namespace GlusterDr.Sessions.Diagnosis.Causes;

/// <summary>Determines why a login failed. It is made as gsyncd makes it, so the output is that of ssh, bash or gluster.</summary>
internal static class LoginProblem
{
    // Exit codes: 255 of ssh itself; 127 of a shell that finds no command; 1 of gluster without its daemon, which then prints no XML.
    private const string GlusterFailed = "exit code 1";

    public static TroubleKind KindOf(string problem) => problem switch
    {
        _ when Has(problem, "gluster daemon is operational") || Has(problem, "Connection failed") || problem == GlusterFailed => TroubleKind.GlusterdDown,
        _ when Has(problem, "does not exist") => TroubleKind.SecondaryGone,
        _ when Has(problem, "no answer within") => TroubleKind.NoWay,
        _ => GSyncCause.Of($"ssh> {problem}", isError: true)?.Kind ?? (Has(problem, "No such file") || Has(problem, "not found") ? TroubleKind.KeyCommand : TroubleKind.NoWay),
    };

    private static bool Has(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
}
