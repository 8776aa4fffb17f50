using GlusterDr.Durable;
using GlusterDr.Gluster.Agent;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Makes a change at the primary. Only its arrival shows that the new session works: the state Active does not.</summary>
public sealed class WriteFirstChange(VolumeAgent agent, SetUpLease lease) : Activity<SetUpStep, DateTimeOffset>
{
    /// <inheritdoc/>
    public override async Task<DateTimeOffset> RunAsync(ActivityContext context, SetUpStep input)
    {
        await lease.RequireAsync(input, context);
        return await agent.WriteMarkerAsync(input.Plan.PrimaryPool, input.Request.Session.PrimaryVolume, context.CancellationToken);
    }
}
