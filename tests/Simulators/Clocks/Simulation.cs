using System.Diagnostics;
using GlusterDr.TestKit;

namespace GlusterDr.Simulators;

/// <summary>
/// Runs everything in a simulated world, one step at a time, and moves the clock to the next timer when no step is left: hours
/// pass in milliseconds, in the same order each time, however busy the machine is.
/// </summary>
/// <remarks>
/// An await returns to the context in which it began, so the queue of this context contains all work of the simulation. What is awaited
/// outside, such as a file or a socket, is counted by <see cref="OutsideAsync"/>. Work that leaves the context in any other way, for the thread
/// pool for example, might return after the clock has moved. This is detected when it returns, and fails the test.
/// </remarks>
public sealed class Simulation : SynchronizationContext, IThreadPoolWorkItem
{
    private static readonly TimeSpan s_defaultLimit = TimeSpan.FromHours(24);

    [ThreadStatic]
    private static Simulation? t_current;

    private readonly Lock _gate = new();
    private readonly Queue<Action> _queue = [];
    private readonly List<ClockRun> _runs = [];
    private InvalidOperationException? _escape;
    private bool _active;
    private int _outside;

    /// <summary>Creates a simulation without any work.</summary>
    /// <param name="start">The time that its clock shows. The default value is the beginning of 2026.</param>
    public Simulation(DateTimeOffset? start = null)
    {
        Scheduler = new SimulationScheduler(this);
        Clock = new ManualTimeProvider(start, Scheduler);
    }

    /// <summary>The clock, which everything in the simulation must use.</summary>
    public ManualTimeProvider Clock { get; }

    /// <summary>Runs tasks in the simulation.</summary>
    public TaskScheduler Scheduler { get; }

    /// <summary>True on the thread that runs the simulation now.</summary>
    public bool IsCurrent => t_current == this;

    /// <summary>Moves the rest of the calling method into the simulation: <c>await simulation.Enter(x)</c> returns x and continues there.</summary>
    public SimulationEntry<T> Enter<T>(T result) => new(this, result);

    /// <summary>Queues work in the simulation.</summary>
    public Task BeginAsync(Func<Task> work) => StartNew(work).Unwrap();

    /// <inheritdoc cref="BeginAsync(Func{Task})"/>
    public Task<T> BeginAsync<T>(Func<Task<T>> work) => StartNew(work).Unwrap();

    /// <summary>Runs the clock until the task has ended. The task must have begun in the simulation.</summary>
    /// <param name="task">The task.</param>
    /// <param name="limit">How far the clock may move. The default value is 24 hours.</param>
    /// <exception cref="TimeoutException">The task had not ended by then, or no timer is left that could end it.</exception>
    /// <exception cref="InvalidOperationException">The caller is outside the simulation, or work has left the simulation without being counted.</exception>
    public async Task RunUntilAsync(Task task, TimeSpan? limit = null)
    {
        if (!IsCurrent)
        {
            throw new InvalidOperationException("A task that began outside the simulation cannot be counted: enter the simulation first, or pass a function.");
        }

        ClockRun run = new(Clock.GetUtcNow() + (limit ?? s_defaultLimit));
        lock (_gate)
        {
            _runs.Add(run);
        }

        try
        {
            _ = run.FollowAsync(task);
            await run.Ended;
        }
        finally
        {
            lock (_gate)
            {
                _runs.Remove(run);
            }
        }

        await task;
    }

    /// <inheritdoc cref="RunUntilAsync(Task, TimeSpan?)"/>
    public async Task<T> RunUntilAsync<T>(Task<T> task, TimeSpan? limit = null)
    {
        await RunUntilAsync((Task)task, limit);
        return await task;
    }

    /// <summary>Queues work in the simulation, and runs the clock until the work has ended.</summary>
    /// <inheritdoc cref="RunUntilAsync(Task, TimeSpan?)"/>
    public Task RunUntilAsync(Func<Task> work, TimeSpan? limit = null) => BeginAsync(() => RunUntilAsync(work(), limit));

    /// <inheritdoc cref="RunUntilAsync(Func{Task}, TimeSpan?)"/>
    public Task<T> RunUntilAsync<T>(Func<Task<T>> work, TimeSpan? limit = null) => BeginAsync(() => RunUntilAsync(work(), limit));

    /// <summary>Waits for something real: a file, a process, a socket. The clock stands still meanwhile.</summary>
    public async Task<T> OutsideAsync<T>(Func<Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        CountOutside(1);
        try
        {
            return await work();
        }
        finally
        {
            CountOutside(-1);
        }
    }

    /// <summary>
    /// Passes a result to code that does not return to its caller's context (<c>ConfigureAwait(false)</c>), as
    /// <see cref="HttpClient"/>: where there is no context, such code continues on the thread that completes its task.
    /// </summary>
    public Task<T> HandOver<T>(Task<T> task)
    {
        if (!IsCurrent)
        {
            return task;
        }

        TaskCompletionSource<T> receiver = new();
        _ = CompleteAsync();
        return receiver.Task;

        async Task CompleteAsync()
        {
            await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await Task.Yield();
            SetSynchronizationContext(null);
            receiver.SetFromTask(task);
        }
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_gate)
        {
            if (!IsCurrent && _runs.Count > 0 && _outside == 0)
            {
                _escape ??= new InvalidOperationException(
                    $"Work that had left the simulation returned while the clock ran. Keep it inside, or count it with {nameof(OutsideAsync)}.\n{new StackTrace(1)}");
            }

            _queue.Enqueue(() => d(state));
            if (_active)
            {
                return;
            }

            _active = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing in a simulation waits for a thread.");

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    void IThreadPoolWorkItem.Execute()
    {
        t_current = this;
        while (Next() is { } step)
        {
            SetSynchronizationContext(this);
            step();
        }

        SetSynchronizationContext(null);
        t_current = null;
    }

    // Null: there is nothing to do until work that is awaited outside has ended.
    private Action? Next()
    {
        lock (_gate)
        {
            if (_escape is { } escape && _runs.Count > 0)
            {
                return () => Fail(escape);
            }

            if (_queue.TryDequeue(out Action? step))
            {
                return step;
            }

            _active = _runs.Count > 0 && _outside == 0;
            return _active ? MoveClock : null;
        }
    }

    private void MoveClock()
    {
        DateTimeOffset limit = _runs.Min(run => run.Limit);
        if (Clock.NextTimer > limit)
        {
            Fail(new TimeoutException($"Not ended by {limit:u} of the simulated clock."));
        }
        else if (!Clock.AdvanceToNextTimer())
        {
            Fail(new TimeoutException($"At {Clock.GetUtcNow():u} of the simulated clock nothing is left to do, and no timer is set. Has something left the simulation (Task.Run, ConfigureAwait(false))?"));
        }
    }

    private void Fail(Exception exception)
    {
        lock (_gate)
        {
            _runs.ForEach(run => run.Fail(exception));
            _runs.Clear();
        }
    }

    private void CountOutside(int change)
    {
        lock (_gate)
        {
            _outside += change;
        }
    }

    private Task<T> StartNew<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.HideScheduler, Scheduler);
}
