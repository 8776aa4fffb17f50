using GlusterDr.Durable;
using GlusterDr.Policies;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Preflight of the protected site.</summary>
public sealed class CheckSource(RunAccess access, SourceChecks checks) : Activity<RunStep, SourceFitness>
{
    /// <inheritdoc/>
    public override async Task<SourceFitness> RunAsync(ActivityContext context, RunStep input)
    {
        Policy policy = await access.PolicyAsync(input.RunId, context.CancellationToken);
        Findings findings = new();
        IReadOnlyList<VolumeFacts> facts = await checks.LookAsync(policy, findings, context.CancellationToken);
        return new(findings.Errors, findings.Warnings, facts[0].RolloverTime, facts[0].NeedsTuning, facts[0].Suspicions)
        {
            Further = policy.Volumes.Zip(facts).Skip(1).ToDictionary(v => v.First, v => v.Second),
        };
    }
}
