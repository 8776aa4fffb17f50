using GlusterDr.Durable;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Ids;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>
/// Makes geo-replication transfer files that differ again: sets the times of the pieces at the secondary back, because rsync skips what
/// looks current, and triggers the files at the primary. Before that, the session's mount is made visible: rsync 3.5.0 transfers nothing
/// into a mount that gsyncd has unmounted lazily. Returns how many files were triggered.
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
        // With that fault of rsync, new files are empty and old ones unchanged: any kind of difference can come from it.
        await gluster.SetSessionConfigAsync(destination.PrimaryPool, destination.Session, AccessMount, "true", cancellation);
        RunDestination.VolumeIds? volumes = (await runs.FindDestinationAsync(input.RunId, input.Destination, cancellation))?.Volumes;
        string[] paths = [.. differences.Files.Select(f => f.Path)];
        // All times are set back before any file is triggered: a file that is replicated in between would look current again.
        await agent.DistrustAsync(destination.SecondaryPool, new(destination.Destination.Volume, volumes?.Secondary), paths, ProbeBounds.For(0), cancellation);
        IReadOnlyList<VolumeAgent.TriggerOutcome> outcomes = await agent.TriggerAsync(
            destination.PrimaryPool, new(destination.PrimaryVolume, volumes?.Primary), paths, ProbeBounds.For(0), cancellation);
        await access.UpdateAsync(input, d => d with { Cures = d.Cures + 1 }, cancellation);
        return outcomes.Sum(o => o.Triggered);
    }
}
