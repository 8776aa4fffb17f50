using GlusterDr.Durable;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Preflight of a destination.</summary>
public sealed class CheckDestination(RunAccess access, DestinationChecks checks) : Activity<DestinationStep, DestinationFitness>
{
    /// <inheritdoc/>
    public override async Task<DestinationFitness> RunAsync(ActivityContext context, DestinationStep input)
    {
        DestinationAccess destination = await access.DestinationAsync(input, context.CancellationToken);
        Findings findings = new();
        DestinationFacts facts = await checks.LookAsync(destination, findings, context.CancellationToken);
        if (facts.Volumes is { } volumes)
        {
            await access.UpdateAsync(input, d => d with { Volumes = volumes }, context.CancellationToken);
        }

        return new(findings.Errors, findings.Warnings, facts);
    }
}
