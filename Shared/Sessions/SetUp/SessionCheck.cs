using GlusterDr.Policies;

namespace GlusterDr.Sessions.SetUp;

/// <summary>Whether a session can be created.</summary>
/// <param name="Session">The session.</param>
/// <param name="Findings">All findings.</param>
public sealed record SessionCheck(string Session, IReadOnlyList<CheckFinding> Findings)
{
    /// <summary>Whether no finding prevents it.</summary>
    public bool Fit => !Findings.Any(f => f.Outcome == CheckOutcome.Failed);
}
