using System.Threading.Channels;
using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Runs;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Scheduling;

/// <summary>Starts what the policies' schedules say.</summary>
/// <remarks>
/// <para>What is due follows from what is stored, never from a tick: windows that were missed while nothing ran here are
/// served once, by one run. Two runs of a storage domain never overlap: a window that comes while a run is at work is
/// left out, and remembered.</para>
/// <para>One timer is set to the next window. No wait is longer than <see cref="LongestWait"/>, so that a clock that was
/// set forward, or a machine that slept, is noticed.</para>
/// </remarks>
public sealed class Scheduler(
    PolicyStore policies, ScheduleStore schedules, RunStore runs, RunStarter starter, TimeProvider time, ILogger<Scheduler> logger)
    : IAsyncDisposable
{
    /// <summary>The longest wait between two looks at the clock.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan s_retry = TimeSpan.FromMinutes(1);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private Task _loop = Task.CompletedTask;

    /// <summary>Begins.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        Log.On(logger, (await policies.ListAsync(cancellation)).Count(p => p.Schedule is not null));
        _loop = Task.Run(() => LoopAsync(_stop.Token), CancellationToken.None);
    }

    /// <summary>A policy was stored or deleted: look again now.</summary>
    public void PoliciesChanged() => _wake.Writer.TryWrite(true);

    /// <summary>Starts what is due. Returns when to look again; null: nothing is scheduled.</summary>
    public async Task<DateTimeOffset?> TickAsync(CancellationToken cancellation)
    {
        DateTimeOffset? next = null;
        foreach (Policy policy in (await policies.ListAsync(cancellation)).Where(p => p.Schedule is not null))
        {
            next = Earlier(next, await ServeAsync(policy, cancellation));
        }

        return next;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await _stop.CancelAsync();
            await _loop;
            _stop.Dispose();
        }
    }

    private async Task LoopAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await WaitAsync(await LookAsync(cancellation), cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private async Task<DateTimeOffset?> LookAsync(CancellationToken cancellation)
    {
        try
        {
            return await TickAsync(cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            Log.Failed(logger, "(all)", s_retry, e);
            return time.GetUtcNow() + s_retry;
        }
    }

    private async Task WaitAsync(DateTimeOffset? until, CancellationToken cancellation)
    {
        TimeSpan wait = until is null ? Timeout.InfiniteTimeSpan : Bounded(until.Value - time.GetUtcNow());
        await using ITimer timer = time.CreateTimer(_ => PoliciesChanged(), null, wait, Timeout.InfiniteTimeSpan);
        await _wake.Reader.ReadAsync(cancellation);
    }

    private async Task<DateTimeOffset?> ServeAsync(Policy policy, CancellationToken cancellation)
    {
        try
        {
            CronSchedule schedule = CronSchedule.Parse(policy.Schedule!);
            ScheduleState state = await StateAsync(policy, cancellation);
            DateTimeOffset now = time.GetUtcNow();
            SchedulePlan plan = SchedulePlan.Make(schedule, state.ServedUntil, now);
            SkippedWindow? skipped = plan.Due is { } due ? await StartAsync(policy, due, cancellation) : null;
            if (plan.ServedUntil < state.ServedUntil)
            {
                Log.ClockWentBack(logger, policy.Name, state.ServedUntil, now, plan.Next);
            }

            if (plan.ServedUntil != state.ServedUntil)
            {
                await schedules.SaveAsync(state with { ServedUntil = plan.ServedUntil, LastSkipped = skipped ?? state.LastSkipped }, cancellation);
            }

            return plan.Next;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            Log.Failed(logger, policy.Name, s_retry, e);
            return time.GetUtcNow() + s_retry;
        }
    }

    /// <summary>Starts the run of a window, or says why not.</summary>
    private async Task<SkippedWindow?> StartAsync(Policy policy, DateTimeOffset due, CancellationToken cancellation)
    {
        try
        {
            Log.Started(logger, policy.Name, due, await starter.StartAsync(policy.Name, RunTrigger.Schedule, cancellation));
            return null;
        }
        catch (DrException e) when (e.Error.Code is ErrorCodes.LeaseHeld or ErrorCodes.PolicyNotFound)
        {
            Log.Skipped(logger, policy.Name, due, e.Error.Message);
            return new(due, e.Error);
        }
    }

    /// <summary>What is stored; for a policy or a schedule that is new, every window up to now counts as served.</summary>
    private async Task<ScheduleState> StateAsync(Policy policy, CancellationToken cancellation)
    {
        bool first = _seen.Add(policy.Name);
        ScheduleState? stored = await schedules.FindAsync(policy.Name, cancellation);
        ScheduleState state;
        if (stored is null || stored.Schedule != policy.Schedule)
        {
            state = new(policy.Name, policy.Schedule!, time.GetUtcNow());
        }
        else if (first && await LastScheduledAsync(policy.Name, cancellation) is { } last && last > stored.ServedUntil)
        {
            // A crash came between the start of a run and the note of it: the run itself tells.
            state = stored with { ServedUntil = last };
        }
        else
        {
            return stored;
        }

        await schedules.SaveAsync(state, cancellation);
        return state;
    }

    private async Task<DateTimeOffset?> LastScheduledAsync(string policy, CancellationToken cancellation) =>
        (await runs.ListAsync(policy, cancellation)).LastOrDefault(r => r.Trigger == RunTrigger.Schedule)?.StartedAt;

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;

    private static TimeSpan Bounded(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
}
