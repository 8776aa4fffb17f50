using GlusterDr.Activities.Preflight;
using GlusterDr.Durable;
using GlusterDr.Policies;

namespace GlusterDr.Activities;

/// <summary>Preflight of the protected site.</summary>
public sealed class CheckSource(RunAccess access, SourceChecks checks) : Activity<RunStep, SourceFitness>
{
    /// <inheritdoc/>
    public override async Task<SourceFitness> RunAsync(ActivityContext context, RunStep input)
    {
        Policy policy = await access.PolicyAsync(input.RunId, context.CancellationToken);
        Findings findings = new();
        SourceFacts facts = await checks.LookAsync(policy, findings, context.CancellationToken);
        return new(findings.Errors, findings.Warnings, facts.RolloverTime, facts.NeedsTuning, facts.Suspicions);
    }
}
