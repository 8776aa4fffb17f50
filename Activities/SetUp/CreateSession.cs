using GlusterDr.Durable;
using GlusterDr.Gluster;

namespace GlusterDr.Activities.SetUp;

/// <summary>Makes the session.</summary>
/// <remarks>
/// One that is there by now was made by an earlier attempt of this step: the look before found none, and no other operation is at
/// work here. Whoever makes the same one by hand in these seconds has it adopted.
/// </remarks>
public sealed class CreateSession(GlusterClient gluster) : Activity<SetUpStep, bool>
{
    /// <inheritdoc/>
    public override Task<bool> RunAsync(ActivityContext context, SetUpStep input) =>
        gluster.CreateSessionAsync(input.Plan.PrimaryPool, input.Request.Session, context.CancellationToken);
}
