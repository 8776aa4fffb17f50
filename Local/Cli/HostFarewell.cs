using GlusterDr.Api;
using GlusterDr.Local.Api;
using GlusterDr.Local.Hosting;
using GlusterDr.Runs;

namespace GlusterDr.Local.Cli;

/// <summary>Ends a host in this process only when no run is at work in it: another command may have started one here.</summary>
internal sealed class HostFarewell(CommandContext context, HostSession session, Interrupts interrupts)
{
    public async Task WaitForOthersAsync(CancellationToken cancellation)
    {
        if (session.Own is not { } host)
        {
            return;
        }

        using CancellationTokenSource leave = CancellationTokenSource.CreateLinkedTokenSource(cancellation, host.Stopped);
        while (!leave.IsCancellationRequested && !await host.TryCloseAsync(leave.Token))
        {
            HealthReport health = await session.Api.GetHealthAsync(leave.Token);
            foreach (string run in health.LiveRuns)
            {
                context.Say($"staying for run {run}, which is at work in this process too; ctrl-c leaves it to the next `glusterdr serve` or `glusterdr sync`");
                Task following = WaitAsync(run, leave.Token);
                await interrupts.WhenFirstOrAsync(following);
                if (!following.IsCompleted)
                {
                    await leave.CancelAsync();
                    await Task.WhenAny(following);
                    return;
                }
            }
        }
    }

    private async Task WaitAsync(string run, CancellationToken cancellation)
    {
        await foreach (RunUpdate update in session.Api.FollowRunAsync(run, cancellation))
        {
            if (update.Run.IsOver)
            {
                context.Say($"run {run} is over: {update.Run.State}");
            }
        }
    }
}
