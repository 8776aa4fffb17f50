using GlusterDr.Durable;
using GlusterDr.Ids;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Snapshot;

/// <summary>Stores that a run wants no more snapshots, for those of its steps that get no events from it.</summary>
public sealed class StopSnapshots(RunStore runs, TimeProvider time) : Activity<RunStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, RunStep input)
    {
        await runs.StopSnapshotsAsync(input.RunId, time.GetUtcNow(), context.CancellationToken);
        return true;
    }
}
