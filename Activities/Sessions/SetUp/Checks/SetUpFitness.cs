using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Activities.Sessions.SetUp.Checks;

/// <summary>Whether a session can be made.</summary>
/// <param name="Findings">All that was seen.</param>
/// <param name="Plan">By what to make it; null: too little could be seen.</param>
/// <param name="Mountbroker">What each secondary node lets the unprivileged user mount, by its name; empty for root.</param>
public sealed record SetUpFitness(
    IReadOnlyList<CheckFinding> Findings, SetUpPlan? Plan, IReadOnlyDictionary<string, NodeFacts.MountbrokerFacts> Mountbroker)
{
    /// <summary>What forbids it.</summary>
    public IReadOnlyList<Error> Errors => [.. Findings.Where(f => f.Outcome == CheckOutcome.Failed).Select(f => f.Error).OfType<Error>()];
}
