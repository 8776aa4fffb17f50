using GlusterDr.Policies;

namespace GlusterDr.Scheduling;

/// <summary>What a schedule asks for at one moment. A pure function of what is stored and the clock, as no tick is to be trusted.</summary>
/// <param name="Due">The window to serve now; of several missed ones the last stands for all. Null: none.</param>
/// <param name="ServedUntil">What to remember, once it is served.</param>
/// <param name="Next">The next window; null: none within decades.</param>
public sealed record SchedulePlan(DateTimeOffset? Due, DateTimeOffset ServedUntil, DateTimeOffset? Next)
{
    /// <summary>Plans.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="servedUntil">No window up to this time is still open.</param>
    /// <param name="now">The clock.</param>
    public static SchedulePlan Make(CronSchedule schedule, DateTimeOffset servedUntil, DateTimeOffset now)
    {
        if (servedUntil > now)
        {
            return AfterClockWentBack(schedule, servedUntil, now);
        }

        DateTimeOffset? due = schedule.Last(servedUntil, now);
        return new(due, due ?? servedUntil, schedule.Next(now));
    }

    /// <remarks>A small step back, as time servers make: the window just served is not served again. A large one: what
    /// was served lies in a future that was never real, and the schedule goes by the clock as it is now.</remarks>
    private static SchedulePlan AfterClockWentBack(CronSchedule schedule, DateTimeOffset servedUntil, DateTimeOffset now)
    {
        DateTimeOffset? next = schedule.Next(now);
        return next == servedUntil ? new(null, servedUntil, schedule.Next(servedUntil)) : new(null, now, next);
    }
}
