namespace GlusterDr.Policies;

/// <summary>What a check of a policy found.</summary>
/// <param name="Policy">The policy's name.</param>
/// <param name="CheckedAt">When it was checked.</param>
/// <param name="Findings">All findings, including checks without a problem.</param>
public sealed record CheckReport(string Policy, DateTimeOffset CheckedAt, IReadOnlyList<CheckFinding> Findings)
{
    /// <summary>The worst outcome of the findings; a check without findings counts as failed.</summary>
    public CheckOutcome Outcome => Findings.Count == 0 ? CheckOutcome.Failed : Findings.Max(f => f.Outcome);
}
