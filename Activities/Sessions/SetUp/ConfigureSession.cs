using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Sets the options of the new session before its first start.</summary>
public sealed class ConfigureSession(GlusterClient gluster, SetUpLease lease) : Activity<SetUpStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, SetUpStep input)
    {
        await lease.RequireAsync(input, context);
        foreach ((string key, string value) in input.Plan.Config)
        {
            await gluster.SetSessionConfigAsync(input.Plan.PrimaryPool, input.Request.Session, key, value, context.CancellationToken);
        }

        return true;
    }
}
