using System.Diagnostics;
using GlusterDr.TestKit;

namespace GlusterDr.Simulators;

/// <summary>Lets a manual clock run by itself, from timer to timer: simulated hours pass in real milliseconds.</summary>
public static class ClockRunner
{
    private const int LooksWithoutTimer = 2000;
    private const int LooksInARow = 2;
    private const int QuickLooks = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    // Other tests may keep the process at work all the time: then what is quiet for so long is taken as done.
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(1);

    // Tests that run side by side each have a clock: whoever only looks is not at work.
    private static int _looking;

    /// <summary>
    /// Runs the clock until the task has ended. Whenever nothing in the process is at work any more, the clock jumps to the next
    /// timer.
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

            if (clock.NextTimer <= end && clock.AdvanceToNextTimer())
            {
                idle = 0;
                continue;
            }

            if (++idle > LooksWithoutTimer || clock.NextTimer > end)
            {
                throw new TimeoutException($"Not ended by {clock.GetUtcNow():u} of the manual clock.");
            }

            await Task.WhenAny(task, Task.Delay(Pause));
        }

        await task;
    }

    /// <inheritdoc cref="RunUntilAsync(ManualTimeProvider, Task, TimeSpan?)"/>
    public static async Task<T> RunUntilAsync<T>(this ManualTimeProvider clock, Task<T> task, TimeSpan? limit = null)
    {
        await RunUntilAsync(clock, (Task)task, limit);
        return await task;
    }

    // What a timer set going runs on other threads: wait, in real time, until several looks find all of them asleep.
    private static async Task SettleAsync(Task task)
    {
        Interlocked.Increment(ref _looking);
        try
        {
            long start = Stopwatch.GetTimestamp();
            int asleep = 0;
            for (int looks = 0; asleep < LooksInARow && !task.IsCompleted && !IsQuiet(start); looks++)
            {
                bool? found = ProcessThreads.AreAsleep(Volatile.Read(ref _looking));
                asleep = found == true ? asleep + 1 : 0;
                await (found is null || looks > QuickLooks ? Task.WhenAny(task, Task.Delay(Pause)) : YieldAsync());
            }
        }
        finally
        {
            Interlocked.Decrement(ref _looking);
        }
    }

    private static async Task YieldAsync() => await Task.Yield();

    private static bool IsQuiet(long since) => ThreadPool.PendingWorkItemCount == 0 && Stopwatch.GetElapsedTime(since) > LongEnough;
}
