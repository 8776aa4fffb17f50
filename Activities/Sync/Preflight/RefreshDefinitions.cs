using GlusterDr.Durable;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Puts the VMs' definitions where replication carries them.</summary>
public sealed class RefreshDefinitions(RunAccess access) : Activity<RunStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, RunStep input)
    {
        DomainAccess domain = await access.DomainAsync(input.RunId, context.CancellationToken);
        await domain.Hypervisor.RefreshDefinitionsAsync(domain.Domain, context.CancellationToken);
        return true;
    }
}
