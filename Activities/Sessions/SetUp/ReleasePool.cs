using GlusterDr.Durable;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Releases the leases of the secondary pool and of the primary volume.</summary>
public sealed class ReleasePool(SetUpLease lease) : Activity<string, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, string input)
    {
        await lease.ReleaseAsync(input, context.CancellationToken);
        return true;
    }
}
