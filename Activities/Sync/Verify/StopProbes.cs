using GlusterDr.Durable;
using GlusterDr.Ids;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>Records that a run needs no more digests, for those of its activities that still read images.</summary>
public sealed class StopProbes(RunStore runs, TimeProvider time) : Activity<RunStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, RunStep input)
    {
        await runs.StopProbesAsync(input.RunId, time.GetUtcNow(), context.CancellationToken);
        return true;
    }
}
