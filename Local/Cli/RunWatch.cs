using GlusterDr.Local.Cli.Progress;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Runs;

namespace GlusterDr.Local.Cli;

/// <summary>Follows a run to its end, and prints the outcome.</summary>
/// <remarks>Ctrl-C cancels a run of this process and waits for the rollback. A run of another process continues.</remarks>
internal sealed class RunWatch(CommandContext context, HostSession session, Interrupts interrupts)
{
    private IProgressView? _view;

    /// <summary>Returns the exit code.</summary>
    public async Task<int> ToTheEndAsync(string runId, CancellationToken cancellation)
    {
        if (await FollowAsync(runId, cancellation) is not { } run)
        {
            return ExitCodes.Cancelled;
        }

        await TellAsync(run, cancellation);
        return RunOutcome.ExitCode(run);
    }

    /// <summary>The run when it has ended; null: it continues in another process.</summary>
    public async Task<Run?> FollowAsync(string runId, CancellationToken cancellation)
    {
        Say($"run {runId}");
        using CancellationTokenSource leave = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<Run> following = new RunFollower(context, session.Api).FollowAsync(runId, v => _view = v, leave.Token);
        await interrupts.WhenFirstOrAsync(following);
        if (interrupts.First.IsCancellationRequested && !following.IsCompleted)
        {
            if (session.Own is null)
            {
                await LeaveAsync(runId, following, leave);
                return null;
            }

            Say("Cancelling: the run is rolled back, which can take a while. Press Ctrl-C again to exit now;\n"
                + "the next `glusterdr serve` or `glusterdr sync` then continues the rollback.");
            await Cancelling.UntilStoredAsync(
                () => session.Api.CancelRunAsync(runId, "ctrl-c", cancellation), following, Say, context.Environment.Time, cancellation);
        }

        interrupts.Release();
        return await following;
    }

    private async Task LeaveAsync(string runId, Task<Run> following, CancellationTokenSource leave)
    {
        await leave.CancelAsync();
        await Task.WhenAny(following);
        context.Say($"Run {runId} continues in another process. Cancel it with `glusterdr cancel {runId}`.");
    }

    private async Task TellAsync(Run run, CancellationToken cancellation)
    {
        RunReport report = await session.Api.GetRunAsync(run.Id, cancellation);
        context.Write(report, RunText.Outcome);
    }

    private void Say(string text)
    {
        if (_view is { } view)
        {
            view.Say(text);
        }
        else
        {
            context.Say(text);
        }
    }
}
