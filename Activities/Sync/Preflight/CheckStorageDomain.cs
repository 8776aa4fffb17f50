using GlusterDr.Durable;
using GlusterDr.Errors;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Preflight of the hypervisor's storage domain. Its warnings are reported when the policy is checked, not by each run.</summary>
public sealed class CheckStorageDomain(RunAccess access, StorageDomainChecks checks) : Activity<RunStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, RunStep input)
    {
        Findings findings = new();
        await checks.CheckAsync(await access.StorageDomainAsync(input.RunId, context.CancellationToken), findings, context.CancellationToken);
        return findings.Errors is [var first, ..] ? throw new DrException(first) : true;
    }
}
