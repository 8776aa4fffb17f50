using GlusterDr.Durable;
using GlusterDr.Ids;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Local.Hosting;

/// <summary>Creates the record of the run.</summary>
internal sealed class BeginTestRun(RunStore runs, TimeProvider time) : Activity<SyncRequest, string>
{
    public override async Task<string> RunAsync(ActivityContext context, SyncRequest input)
    {
        if (input.Policy == "broken")
        {
            throw new InvalidOperationException("broken before its record");
        }

        await runs.SaveAsync(
            new Run { Id = input.RunId, Policy = input.Policy, Trigger = input.Trigger, StartedAt = time.GetUtcNow() }, context.CancellationToken);
        await runs.SaveDestinationAsync(input.RunId, new RunDestination("far"), context.CancellationToken);
        return input.RunId;
    }
}
