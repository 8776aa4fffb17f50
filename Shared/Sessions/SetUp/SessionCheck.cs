using GlusterDr.Policies;

namespace GlusterDr.Sessions.SetUp;

/// <summary>Whether a session can be made.</summary>
/// <param name="Session">Which.</param>
/// <param name="Findings">All that was seen.</param>
public sealed record SessionCheck(string Session, IReadOnlyList<CheckFinding> Findings)
{
    /// <summary>Whether nothing speaks against it.</summary>
    public bool Fit => !Findings.Any(f => f.Outcome == CheckOutcome.Failed);
}
