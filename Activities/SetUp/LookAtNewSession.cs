using GlusterDr.Durable;
using GlusterDr.Gluster;

namespace GlusterDr.Activities.SetUp;

/// <summary>Looks whether each subvolume has its Active worker.</summary>
public sealed class LookAtNewSession(GlusterClient gluster) : Activity<SetUpStep, NewSessionLook>
{
    /// <inheritdoc/>
    public override async Task<NewSessionLook> RunAsync(ActivityContext context, SetUpStep input)
    {
        (GlusterPool pool, GeoRepSession session) = (input.Plan.PrimaryPool, input.Request.Session);
        Task<GlusterVolume> volume = gluster.GetVolumeAsync(pool, session.PrimaryVolume, context.CancellationToken);
        GeoRepStatus status = await gluster.GetSessionStatusAsync(pool, session, context.CancellationToken);
        return NewSession.Judge(status, await volume);
    }
}
