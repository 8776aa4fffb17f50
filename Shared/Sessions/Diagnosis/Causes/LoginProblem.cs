using GlusterDr.Gluster.Logs;

namespace GlusterDr.Sessions.Diagnosis.Causes;

/// <summary>What a login that failed means; it is tried as gsyncd does it, so the words are ssh's, bash's or Gluster's own.</summary>
internal static class LoginProblem
{
    // ssh itself fails with 255, a shell that finds no command with 127; gluster, without its daemon, with 1, and says nothing in XML.
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
