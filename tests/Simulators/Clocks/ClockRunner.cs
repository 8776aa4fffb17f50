using GlusterDr.TestKit;

namespace GlusterDr.Simulators;

/// <summary>Lets a manual clock run by itself, from timer to timer: simulated hours pass in real milliseconds.</summary>
public static class ClockRunner
{
    private const int LooksWithoutTimer = 2000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// Runs the clock until the task has ended. Whenever nothing in the process seems to be at work any more, the clock jumps to
    /// the next timer.
    /// </summary>
    /// <param name="clock">The clock, which everything in the task must go by.</param>
    /// <param name="task">What is waited for.</param>
    /// <param name="limit">How far the clock may move before it gives up. The default value is 24 hours.</param>
    /// <exception cref="TimeoutException">The task had not ended by then, or waits for something that no timer brings.</exception>
    public static async Task RunUntilAsync(this ManualTimeProvider clock, Task task, TimeSpan? limit = null)
    {
        DateTimeOffset end = clock.GetUtcNow() + (limit ?? TimeSpan.FromHours(24));
        int idle = 0;
        while (!task.IsCompleted)
        {
            await SettleAsync(task);
            if (task.IsCompleted)
            {
                break;
            }

            idle = clock.NextTimer <= end && clock.AdvanceToNextTimer() ? 0 : idle + 1;
            if (idle > LooksWithoutTimer || clock.NextTimer > end)
            {
                throw new TimeoutException($"Not ended by {clock.GetUtcNow():u} of the manual clock.");
            }
        }

        await task;
    }

    /// <inheritdoc cref="RunUntilAsync(ManualTimeProvider, Task, TimeSpan?)"/>
    public static async Task<T> RunUntilAsync<T>(this ManualTimeProvider clock, Task<T> task, TimeSpan? limit = null)
    {
        await RunUntilAsync(clock, (Task)task, limit);
        return await task;
    }

    // What a timer sets going runs on the thread pool: wait, in real time, until two looks find nothing taken up.
    private static async Task SettleAsync(Task task)
    {
        for (int quiet = 0; quiet < 2 && !task.IsCompleted;)
        {
            long before = ThreadPool.CompletedWorkItemCount;
            await Task.WhenAny(task, Task.Delay(Look));
            bool still = ThreadPool.PendingWorkItemCount == 0 && ThreadPool.CompletedWorkItemCount - before <= 3;
            quiet = still ? quiet + 1 : 0;
        }
    }
}
