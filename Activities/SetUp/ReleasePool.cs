using GlusterDr.Durable;
using GlusterDr.Leases;

namespace GlusterDr.Activities.SetUp;

/// <summary>Lets others set up sessions again.</summary>
public sealed class ReleasePool(LeaseStore leases) : Activity<string, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, string input)
    {
        await leases.ReleaseAllAsync(input, context.CancellationToken);
        return true;
    }
}
