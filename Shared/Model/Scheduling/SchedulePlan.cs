using GlusterDr.Policies;

namespace GlusterDr.Scheduling;

/// <summary>What a schedule requires at a point in time. A pure function of stored data and the clock, because timer ticks are not reliable.</summary>
/// <param name="Due">The window to serve now, which is the last of several missed ones. Null: none.</param>
/// <param name="ServedUntil">The value to store once it is served.</param>
/// <param name="Next">The next window; null: none within decades.</param>
public sealed record SchedulePlan(DateTimeOffset? Due, DateTimeOffset ServedUntil, DateTimeOffset? Next)
{
    /// <summary>Computes the plan.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="servedUntil">No window up to this time is still open.</param>
    /// <param name="now">The current time.</param>
    public static SchedulePlan Make(CronSchedule schedule, DateTimeOffset servedUntil, DateTimeOffset now)
    {
        if (servedUntil > now)
        {
            return AfterClockWentBack(schedule, servedUntil, now);
        }

        DateTimeOffset? due = schedule.Last(servedUntil, now);
        return new(due, due ?? servedUntil, schedule.Next(now));
    }

    /// <remarks>If the clock goes back a little, as time servers do, the window just served is not served again. If it goes back far, the
    /// stored time is in a future that never was, and the schedule follows the clock as it is now.</remarks>
    private static SchedulePlan AfterClockWentBack(CronSchedule schedule, DateTimeOffset servedUntil, DateTimeOffset now)
    {
        DateTimeOffset? next = schedule.Next(now);
        return next == servedUntil ? new(null, servedUntil, schedule.Next(servedUntil)) : new(null, now, next);
    }
}
