using GlusterDr.Durable;
using GlusterDr.Leases;

namespace GlusterDr.Activities.Repair;

/// <summary>Lets runs have a session again.</summary>
public sealed class ReleaseSession(LeaseStore leases) : Activity<string, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, string input)
    {
        await leases.ReleaseAllAsync(input, context.CancellationToken);
        return true;
    }
}
