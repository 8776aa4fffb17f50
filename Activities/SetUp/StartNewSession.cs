using GlusterDr.Durable;
using GlusterDr.Gluster;

namespace GlusterDr.Activities.SetUp;

/// <summary>Starts the new session.</summary>
public sealed class StartNewSession(GlusterClient gluster) : Activity<SetUpStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, SetUpStep input)
    {
        await gluster.StartSessionAsync(input.Plan.PrimaryPool, input.Request.Session, force: false, context.CancellationToken);
        return true;
    }
}
