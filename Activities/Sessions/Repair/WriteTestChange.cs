using GlusterDr.Durable;
using GlusterDr.Gluster.Agent;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Touches the root directory of the primary volume. When <c>last_synced</c> has reached that time, all earlier changes have arrived.</summary>
public sealed class WriteTestChange(SessionAccess access, VolumeAgent agent) : Activity<RepairStep, DateTimeOffset>
{
    /// <inheritdoc/>
    public override async Task<DateTimeOffset> RunAsync(ActivityContext context, RepairStep input) => await agent.WriteMarkerAsync(
        await access.PrimaryAsync(input, context.CancellationToken), input.Address.Session.PrimaryVolume, context.CancellationToken);
}
