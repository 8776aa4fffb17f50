using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Activities.Sessions.SetUp.Checks;

/// <summary>Whether a session can be created.</summary>
/// <param name="Findings">All findings.</param>
/// <param name="Plan">The facts to create it with; null: too little could be read.</param>
/// <param name="Mountbroker">The mount permissions of the unprivileged user on each secondary node, by its name; empty for root.</param>
public sealed record SetUpFitness(
    IReadOnlyList<CheckFinding> Findings, SetUpPlan? Plan, IReadOnlyDictionary<string, NodeFacts.MountbrokerFacts> Mountbroker)
{
    /// <summary>The findings that prevent it.</summary>
    public IReadOnlyList<Error> Errors => [.. Findings.Where(f => f.Outcome == CheckOutcome.Failed).Select(f => f.Error).OfType<Error>()];
}
