using GlusterDr.Notifications;
using GlusterDr.Runs;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Activities.Sync.Finish;

/// <summary>
/// Tells all who listen that a run has ended. Whether they could take it changes nothing about the run: it is logged. Where the process
/// dies, the step is run again, and they are told again.
/// </summary>
public sealed class RunEndNotifier(IEnumerable<IRunListener> listeners, TimeProvider time, ILogger<RunEndNotifier> logger)
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(30);

    /// <summary>Tells them, after the record is closed.</summary>
    /// <exception cref="OperationCanceledException">The host stops: the step must be run again.</exception>
    public async Task NotifyAsync(RunReport report, CancellationToken cancellation)
    {
        foreach (IRunListener listener in listeners)
        {
            using CancellationTokenSource late = new(s_bound, time);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
            try
            {
                await listener.EndedAsync(report, either.Token).WaitAsync(either.Token);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                RunLog.NotNotified(logger, report.Run.Id, listener.GetType().Name, e);
            }
        }
    }
}
