using GlusterDr.Durable;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Ids;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>
/// Makes geo-replication carry again what differs: dates the secondary's pieces back, for rsync passes over what looks current,
/// and triggers them at the primary. The session's mount is made visible first: rsync 3.5.0 transfers nothing into one that is not.
/// </summary>
public sealed class ReplicateDifferences(RunStore runs, RunAccess access, GlusterClient gluster, VolumeAgent agent, SessionStopper stopper)
    : Activity<DestinationStep, int>
{
    private const string AccessMount = "secondary-access-mount";

    /// <inheritdoc/>
    public override async Task<int> RunAsync(ActivityContext context, DestinationStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        DestinationAccess destination = await access.DestinationAsync(input, cancellation);
        Differences differences = await runs.FindDetailAsync<Differences>(input.RunId, Differences.Key(input.Destination), cancellation)
            ?? throw new InvalidOperationException("The content was not compared.");
        await stopper.StopAsync(destination, cancellation);
        // A trapped rsync leaves new files empty and old ones as they were: no kind of difference rules it out.
        await gluster.SetSessionConfigAsync(destination.PrimaryPool, destination.Session, AccessMount, "true", cancellation);
        RunDestination.VolumeIds? volumes = (await runs.FindDestinationAsync(input.RunId, input.Destination, cancellation))?.Volumes;
        string[] paths = [.. differences.Files.Select(f => f.Path)];
        // Dated back before any is triggered: what is carried in between would look current again.
        await agent.DistrustAsync(destination.SecondaryPool, new(destination.Destination.Volume, volumes?.Secondary), paths, ProbeBounds.For(0), cancellation);
        IReadOnlyList<VolumeAgent.TriggerOutcome> outcomes = await agent.TriggerAsync(
            destination.PrimaryPool, new(destination.PrimaryVolume, volumes?.Primary), paths, ProbeBounds.For(0), cancellation);
        await access.UpdateAsync(input, d => d with { Cures = d.Cures + 1 }, cancellation);
        return outcomes.Sum(o => o.Triggered);
    }
}
