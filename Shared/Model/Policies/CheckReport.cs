namespace GlusterDr.Policies;

/// <summary>What a check of a policy found.</summary>
/// <param name="Policy">The policy's name.</param>
/// <param name="CheckedAt">When.</param>
/// <param name="Findings">Everything that was looked at, what is well included.</param>
public sealed record CheckReport(string Policy, DateTimeOffset CheckedAt, IReadOnlyList<CheckFinding> Findings)
{
    /// <summary>The worst of the findings; a check that looked at nothing has failed.</summary>
    public CheckOutcome Outcome => Findings.Count == 0 ? CheckOutcome.Failed : Findings.Max(f => f.Outcome);
}
