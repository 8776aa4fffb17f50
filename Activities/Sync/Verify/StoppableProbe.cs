using GlusterDr.Errors;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>
/// Computes digests until they are complete or the run no longer needs them: this may take hours, and a workflow cannot cancel an
/// activity.
/// </summary>
internal static class StoppableProbe
{
    /// <summary>How soon a probe ends after the run no longer needs it.</summary>
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);

    /// <summary>Runs the probe. If the run stops its probes, the command on the host is ended too.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.RunCancelled"/>: the run stopped its probes.</exception>
    public static async Task<T> RunAsync<T>(
        RunStore runs, string runId, TimeProvider time, Func<CancellationToken, Task<T>> probe, CancellationToken cancellation)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task watch = WatchAsync(runs, runId, time, stop, over.Token);
        try
        {
            return await probe(stop.Token);
        }
        catch (Exception) when (stop.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new DrException(new Error(
                ErrorCodes.RunCancelled, ErrorClass.Permanent, "Reading the images was stopped: the run was cancelled, or it has failed."));
        }
        finally
        {
            // In place: CancelAsync would continue on another thread.
            over.Cancel();
            await watch;
        }
    }

    private static async Task WatchAsync(
        RunStore runs, string runId, TimeProvider time, CancellationTokenSource stop, CancellationToken over)
    {
        using PeriodicTimer timer = new(s_interval, time);
        try
        {
            while (!await AreStoppedAsync(runs, runId, over))
            {
                await timer.WaitForNextTickAsync(over);
            }

            stop.Cancel();
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The probe has ended by itself.
        }
    }

    /// <summary>A transient error of the store means: not stopped yet.</summary>
    private static async Task<bool> AreStoppedAsync(RunStore runs, string runId, CancellationToken cancellation)
    {
        try
        {
            return await runs.AreProbesStoppedAsync(runId, cancellation);
        }
        catch (DrException e) when (e.Error.Class == ErrorClass.Transient)
        {
            return false;
        }
    }
}
