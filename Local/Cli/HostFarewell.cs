using GlusterDr.Api.Health;
using GlusterDr.Api.Runs;
using GlusterDr.Local.Api;
using GlusterDr.Local.Hosting;
using GlusterDr.Operations;
using GlusterDr.Runs;

namespace GlusterDr.Local.Cli;

/// <summary>Ends a host in this process when no run is in progress in it: another command can have started one here.</summary>
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
            foreach ((string name, Task following) in LiveOf(health, leave.Token))
            {
                context.Say($"waiting for {name}, which also runs in this process; press Ctrl-C to leave it to the next `glusterdr serve` or `glusterdr sync`");
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

    private IEnumerable<(string Name, Task Following)> LiveOf(HealthReport health, CancellationToken cancellation)
    {
        foreach (string run in health.LiveRuns)
        {
            yield return ($"run {run}", WaitAsync(run, cancellation));
        }

        foreach (string operation in health.LiveOperations)
        {
            yield return ($"operation {operation}", WaitForOperationAsync(operation, cancellation));
        }
    }

    private async Task WaitForOperationAsync(string id, CancellationToken cancellation)
    {
        await foreach (Operation update in session.Api.FollowOperationAsync(id, cancellation))
        {
            if (update.IsOver)
            {
                context.Say($"operation {id} has ended: {update.State}");
            }
        }
    }

    private async Task WaitAsync(string run, CancellationToken cancellation)
    {
        await foreach (RunCatalog.Update update in session.Api.FollowRunAsync(run, cancellation))
        {
            if (update.Run.IsOver)
            {
                context.Say($"run {run} has ended: {update.Run.State}");
            }
        }
    }
}
