using GlusterDr.Notifications;
using GlusterDr.Runs;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Activities.Sync.Finish;

/// <summary>
/// Notifies all listeners that a run has ended. A listener that fails is logged and changes nothing about the run. If the process is
/// killed, the step runs again and notifies them again.
/// </summary>
public sealed class RunEndNotifier(IEnumerable<IRunListener> listeners, TimeProvider time, ILogger<RunEndNotifier> logger)
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(30);

    /// <summary>Notifies them, after the record is closed.</summary>
    /// <exception cref="OperationCanceledException">The host stops: the step must run again.</exception>
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
