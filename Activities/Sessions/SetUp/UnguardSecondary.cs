using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Restores the read-only option of the secondary volume.</summary>
public sealed class UnguardSecondary(GlusterClient gluster, SetUpLease lease) : Activity<SetUpStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, SetUpStep input)
    {
        await lease.RequireAsync(input, context);
        (GlusterPool pool, string volume) = (input.Plan.SecondaryPool, input.Request.Session.SecondaryVolume);
        await (input.Plan.ReadOnlyBefore is { } before
            ? gluster.SetVolumeOptionAsync(pool, volume, GlusterVolume.ReadOnlyOption, before, context.CancellationToken)
            : gluster.ResetVolumeOptionAsync(pool, volume, GlusterVolume.ReadOnlyOption, context.CancellationToken));
        return true;
    }
}
