using GlusterDr.Durable;
using GlusterDr.Gluster.Agent;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Touches the root of the primary volume: when <c>last_synced</c> reaches it, all that was written before has arrived.</summary>
public sealed class WriteTestChange(SessionAccess access, VolumeAgent agent) : Activity<RepairStep, DateTimeOffset>
{
    /// <inheritdoc/>
    public override async Task<DateTimeOffset> RunAsync(ActivityContext context, RepairStep input) => await agent.MarkAsync(
        await access.PrimaryAsync(input, context.CancellationToken), input.Address.Session.PrimaryVolume, context.CancellationToken);
}
