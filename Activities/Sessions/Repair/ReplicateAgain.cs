using GlusterDr.Activities.Sync;
using GlusterDr.Durable;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>
/// Makes geo-replication replicate files again: sets back the times of the pieces at the secondary, because rsync skips files that look
/// current, and triggers the files at the primary. The session must be stopped: files that it replicates in between would look current.
/// </summary>
public sealed class ReplicateAgain(SessionAccess access, VolumeAgent agent) : Activity<ReplicateAgain.Input, IReadOnlyList<string>>
{
    /// <summary>The input.</summary>
    /// <param name="Step">The session.</param>
    /// <param name="Paths">The files.</param>
    public sealed record Input(RepairStep Step, IReadOnlyList<string> Paths);

    private const int MostProblems = 20;

    /// <summary>The reasons why files could not be triggered; empty: all were.</summary>
    public override async Task<IReadOnlyList<string>> RunAsync(ActivityContext context, Input input)
    {
        CancellationToken cancellation = context.CancellationToken;
        GeoRepSession session = input.Step.Address.Session;
        GlusterPool far = await access.SecondaryAsync(input.Step, cancellation);
        IReadOnlyList<VolumeAgent.TriggerOutcome> dated = await agent.DistrustAsync(far, session.SecondaryVolume, input.Paths, ProbeBounds.For(0), cancellation);
        GlusterPool near = await access.PrimaryAsync(input.Step, cancellation);
        IReadOnlyList<VolumeAgent.TriggerOutcome> triggered = await agent.TriggerAsync(near, session.PrimaryVolume, input.Paths, ProbeBounds.For(0), cancellation);
        return [.. dated.Concat(triggered).Where(o => o.Problem is not null).Select(o => $"{o.Path}: {o.Problem}").Take(MostProblems)];
    }
}
