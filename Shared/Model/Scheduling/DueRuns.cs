using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Runs;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Scheduling;

/// <summary>Starts runs by the policies' schedules.</summary>
/// <remarks>
/// What is due depends on stored data, not on timer ticks: all windows that were missed while the control plane was down are
/// served by one run. Two runs of a storage domain never overlap: a window that begins during a run is
/// skipped and recorded.
/// </remarks>
public sealed class DueRuns(
    PolicyStore policies, ScheduleStore schedules, RunStore runs, RunStarter starter, TimeProvider time, ILogger<DueRuns> logger)
{
    /// <summary>How long to wait before a schedule that could not be evaluated is evaluated again.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Starts runs that are due. Returns when to check again; null: nothing is scheduled.</summary>
    public async Task<DateTimeOffset?> StartAsync(CancellationToken cancellation)
    {
        DateTimeOffset? next = null;
        foreach (Policy policy in (await policies.ListAsync(cancellation)).Where(p => p.Schedule is not null))
        {
            next = Earlier(next, await ServeAsync(policy, cancellation));
        }

        return next;
    }

    private async Task<DateTimeOffset?> ServeAsync(Policy policy, CancellationToken cancellation)
    {
        try
        {
            CronSchedule schedule = CronSchedule.Parse(policy.Schedule!);
            ScheduleState state = await StateAsync(policy, cancellation);
            DateTimeOffset now = time.GetUtcNow();
            SchedulePlan plan = SchedulePlan.Make(schedule, state.ServedUntil, now);
            ScheduleState.SkippedWindow? skipped = plan.Due is { } due ? await StartAsync(policy, due, cancellation) : null;
            if (plan.ServedUntil < state.ServedUntil)
            {
                ScheduleLog.ClockWentBack(logger, policy.Name, state.ServedUntil, now, plan.Next);
            }

            if (plan.ServedUntil != state.ServedUntil)
            {
                await schedules.SaveAsync(state with { ServedUntil = plan.ServedUntil, LastSkipped = skipped ?? state.LastSkipped }, cancellation);
            }

            return plan.Next;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            ScheduleLog.Failed(logger, policy.Name, Retry, e);
            return time.GetUtcNow() + Retry;
        }
    }

    /// <summary>Starts the run of a window, or returns why not.</summary>
    private async Task<ScheduleState.SkippedWindow?> StartAsync(Policy policy, DateTimeOffset due, CancellationToken cancellation)
    {
        try
        {
            ScheduleLog.Started(logger, policy.Name, due, await starter.StartAsync(policy.Name, RunTrigger.Schedule, cancellation));
            return null;
        }
        catch (DrException e) when (e.Error.Code is ErrorCodes.LeaseHeld or ErrorCodes.PolicyNotFound)
        {
            ScheduleLog.Skipped(logger, policy.Name, due, e.Error.Message);
            return new(due, e.Error);
        }
    }

    /// <summary>The stored state. For a new policy or schedule, every window up to now counts as served.</summary>
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
            // After a crash between the start of a run and its record, the run itself shows that it started.
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
}
