using GlusterDr.Durable;
using GlusterDr.Gluster;

namespace GlusterDr.Activities.Repair;

/// <summary>Deletes a session that is stopped, with the marks of how far it came: made again it begins from the start.</summary>
public sealed class ForgetSession(SessionAccess access, GlusterClient gluster) : Activity<RepairStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, RepairStep input)
    {
        GlusterPool pool = await access.PrimaryAsync(input, context.CancellationToken);
        await gluster.DeleteSessionAsync(pool, input.Address.Session, resetSyncTime: true, context.CancellationToken);
        return true;
    }
}
