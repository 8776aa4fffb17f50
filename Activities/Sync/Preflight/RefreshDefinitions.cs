using GlusterDr.Durable;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Puts the definitions of VMs on the volume, so that they are replicated.</summary>
public sealed class RefreshDefinitions(RunAccess access) : Activity<RunStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, RunStep input)
    {
        StorageDomainAccess storage = await access.StorageDomainAsync(input.RunId, context.CancellationToken);
        await storage.Hypervisor.RefreshDefinitionsAsync(storage.StorageDomain, context.CancellationToken);
        return true;
    }
}
