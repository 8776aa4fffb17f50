using System.Diagnostics;
using GlusterDr.TestKit;

namespace GlusterDr.Simulators;

/// <summary>Lets a manual clock run by itself, from timer to timer: simulated hours pass in real milliseconds.</summary>
public static class ClockRunner
{
    private const int LooksWithoutTimer = 2000;
    private const int LooksInARow = 2;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    // Other tests may keep the process at work all the time: then what is quiet for so long is taken as done.
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(1);

    // Where the system does not tell what its threads are at.
    private static readonly TimeSpan ShortWhile = TimeSpan.FromMilliseconds(5);

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

    // What a timer set going runs on other threads: wait, in real time, until several looks find all of them asleep. The one
    // that looks is a thread of its own, as the pool's would be kept awake by its looking.
    private static Task SettleAsync(Task task) => Task.Factory.StartNew(
        () => Settle(task), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Settle(Task task)
    {
        Interlocked.Increment(ref _looking);
        try
        {
            long start = Stopwatch.GetTimestamp();
            SpinWait pause = default;
            for (int asleep = 0; asleep < LooksInARow && !task.IsCompleted && !IsQuiet(start); pause.SpinOnce())
            {
                asleep = ProcessThreads.AreAsleep(Volatile.Read(ref _looking)) == true ? asleep + 1 : 0;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _looking);
        }
    }

    private static bool IsQuiet(long since) =>
        ThreadPool.PendingWorkItemCount == 0 && Stopwatch.GetElapsedTime(since) > (OperatingSystem.IsLinux() ? LongEnough : ShortWhile);
}
