using GlusterDr.Durable;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Lets others set up sessions again, and runs of the primary volume begin.</summary>
public sealed class ReleasePool(SetUpLease lease) : Activity<string, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, string input)
    {
        await lease.ReleaseAsync(input, context.CancellationToken);
        return true;
    }
}
