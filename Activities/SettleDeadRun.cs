using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Runs;

namespace GlusterDr.Activities;

/// <summary>Ends the affairs of a run that died without coming to its own end: its sessions are held, its record is closed.</summary>
/// <remarks>Its overlays are found by what the VMs' chains say, not by its record: see <see cref="FindLeftovers"/>.</remarks>
public sealed class SettleDeadRun(RunStore runs, RunAccess access, SessionHolder holder, TimeProvider time) : Activity<DeadRunStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, DeadRunStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        IReadOnlyList<RunDestination> destinations = await runs.ListDestinationsAsync(input.DeadRunId, cancellation);
        await Task.WhenAll(destinations
            .Where(d => d.State is DestinationState.CheckpointSet or DestinationState.Replicating
                or DestinationState.Proving or DestinationState.Proven)
            .Select(async d => await holder.HoldAsync(
                await access.DestinationAsync(new(input.DeadRunId, d.Name), cancellation), cancellation)));

        Run run = await runs.GetAsync(input.DeadRunId, cancellation);
        if (!run.IsOver)
        {
            Error error = new(
                ErrorCodes.RunDied, ErrorClass.Transient, $"The run never came to its end; run {input.RunId} cleaned up after it.");
            await runs.SaveAsync(
                run with { State = RunState.Failed, Phase = RunPhase.Done, EndedAt = time.GetUtcNow(), Error = error }, cancellation);
        }

        return true;
    }
}
