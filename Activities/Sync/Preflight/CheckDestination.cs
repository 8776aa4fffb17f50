using GlusterDr.Durable;
using GlusterDr.Errors;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Preflight of a destination.</summary>
public sealed class CheckDestination(RunAccess access, DestinationChecks checks) : Activity<DestinationStep, CheckDestination.Result>
{
    /// <summary>What preflight found of a destination.</summary>
    /// <param name="Errors">Errors that prevent replication to it.</param>
    /// <param name="Warnings">Warnings.</param>
    /// <param name="Facts">The state of its session.</param>
    public sealed record Result(IReadOnlyList<Error> Errors, IReadOnlyList<Error> Warnings, DestinationFacts Facts);

    /// <inheritdoc/>
    public override async Task<Result> RunAsync(ActivityContext context, DestinationStep input)
    {
        DestinationAccess destination = await access.DestinationAsync(input, context.CancellationToken);
        Findings findings = new();
        DestinationFacts facts = await checks.CheckAsync(destination, findings, context.CancellationToken);
        if (facts.Volumes is { } volumes)
        {
            await access.UpdateAsync(input, d => d with { Volumes = volumes }, context.CancellationToken);
        }

        return new(findings.Errors, findings.Warnings, facts);
    }
}
