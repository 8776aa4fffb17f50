using GlusterDr.Durable;

namespace GlusterDr.Activities.Sync.Prepare;

/// <summary>Renews the lease at the site.</summary>
public sealed class RenewSiteLease(RunAccess access) : Activity<RunStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, RunStep input)
    {
        await access.RenewLeaseAsync(input.RunId, context.CancellationToken);
        return true;
    }
}
