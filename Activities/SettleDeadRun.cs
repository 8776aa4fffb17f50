using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Activities;

/// <summary>Ends the affairs of a run that died without coming to its own end: its sessions are held, its record is closed.</summary>
/// <remarks>Its overlays are found by what the VMs' chains say, not by its record: see <see cref="FindLeftovers"/>.</remarks>
public sealed class SettleDeadRun(RunStore runs, RunAccess access, SessionHolder holder, RunEndings endings, TimeProvider time)
    : Activity<DeadRunStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, DeadRunStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        await HoldSessionsAsync(input, cancellation);
        Run run = await runs.GetAsync(input.DeadRunId, cancellation);
        if (!run.IsOver)
        {
            Error error = new(
                ErrorCodes.RunDied, ErrorClass.Transient, $"The run never came to its end; run {input.RunId} cleaned up after it.");
            await runs.SaveAsync(
                run with { State = RunState.Failed, Phase = RunPhase.Done, EndedAt = time.GetUtcNow(), Error = error }, cancellation);
        }

        await endings.TellAsync(await runs.GetReportAsync(input.DeadRunId, cancellation), cancellation);
        return true;
    }

    /// <summary>Only of volumes that the live run holds: another run may be at work on those that the dead one had besides.</summary>
    private async Task HoldSessionsAsync(DeadRunStep input, CancellationToken cancellation)
    {
        Policy policy = await access.PolicyAsync(input.RunId, cancellation);
        IReadOnlyList<RunDestination> destinations = await runs.ListDestinationsAsync(input.DeadRunId, cancellation);
        DestinationAccess[] begun = await Task.WhenAll(destinations
            .Where(d => d.State is DestinationState.CheckpointSet or DestinationState.Replicating
                or DestinationState.Proving or DestinationState.Proven)
            .Select(d => access.DestinationAsync(new(input.DeadRunId, d.Name), cancellation)));
        await Task.WhenAll(begun
            .Where(d => d.Policy.Site.Name == policy.Site.Name && policy.Volumes.Contains(d.PrimaryVolume))
            .Select(d => holder.HoldAsync(d, cancellation)));
    }
}
