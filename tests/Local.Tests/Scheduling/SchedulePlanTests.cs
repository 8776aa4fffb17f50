using GlusterDr.Local.Scheduling;
using GlusterDr.Policies;
using GlusterDr.Scheduling;

namespace GlusterDr.Tests.Local.Scheduling;

public sealed class SchedulePlanTests
{
    [Theory]
    // Nothing is due before the first window, and no window is due twice.
    [InlineData("12:00:00", "12:59:59", null, "12:00:00", "13:00:00")]
    [InlineData("12:00:00", "13:00:00", "13:00:00", "13:00:00", "14:00:00")]
    [InlineData("13:00:00", "13:00:00", null, "13:00:00", "14:00:00")]
    [InlineData("13:00:00", "13:00:30", null, "13:00:00", "14:00:00")]
    // A late tick starts its window nevertheless.
    [InlineData("12:00:00", "13:47:11", "13:00:00", "13:00:00", "14:00:00")]
    // Of many missed windows, only the last one is started.
    [InlineData("03:00:00", "13:47:11", "13:00:00", "13:00:00", "14:00:00")]
    // A schedule that was first seen between two windows begins with the next one.
    [InlineData("12:20:00", "12:40:00", null, "12:20:00", "13:00:00")]
    public void What_is_due_follows_from_what_was_served(string served, string now, string? due, string remembered, string next)
    {
        SchedulePlan plan = SchedulePlan.Make(CronSchedule.Parse("0 0 * * * *"), At(served), At(now));

        plan.ShouldBe(new SchedulePlan(due is null ? null : At(due), At(remembered), At(next)));
    }

    [Theory]
    // A small step back by a time server: the last window is not started again.
    [InlineData("13:00:00", "12:59:58", "13:00:00", "14:00:00")]
    // A clock that was hours ahead: the schedule follows the present clock.
    [InlineData("17:00:00", "12:30:00", "12:30:00", "13:00:00")]
    // First seen at a time in the future.
    [InlineData("12:45:00", "12:30:00", "12:30:00", "13:00:00")]
    public void A_clock_that_went_back_neither_repeats_a_window_nor_stops_the_schedule(string served, string now, string remembered, string next)
    {
        SchedulePlan plan = SchedulePlan.Make(CronSchedule.Parse("0 0 * * * *"), At(served), At(now));

        plan.ShouldBe(new SchedulePlan(null, At(remembered), At(next)));
    }

    [Fact]
    public void A_clock_that_was_years_ahead_does_not_stop_the_schedule_for_years()
    {
        SchedulePlan plan = SchedulePlan.Make(CronSchedule.Parse("0 0 2 * * *"), At("12:00:00").AddYears(9), At("12:00:00"));

        plan.Next.ShouldBe(At("02:00:00").AddDays(1));
        plan.ServedUntil.ShouldBe(At("12:00:00"));
    }

    [Fact]
    public void A_host_that_slept_for_a_year_runs_once()
    {
        SchedulePlan plan = SchedulePlan.Make(CronSchedule.Parse("*/5 * * * * *"), At("12:00:00").AddYears(-1), At("12:00:03"));

        plan.Due.ShouldBe(At("12:00:00"));
    }

    [Fact]
    public void Walking_a_year_by_ticks_serves_every_window_once()
    {
        CronSchedule schedule = CronSchedule.Parse("0 30 2 * * *");
        DateTimeOffset served = At("00:00:00");
        List<DateTimeOffset> due = [];
        Random random = new(7);
        for (DateTimeOffset now = served; now < At("00:00:00").AddYears(1); now += TimeSpan.FromMinutes(random.Next(1, 600)))
        {
            SchedulePlan plan = SchedulePlan.Make(schedule, served, now);
            served = plan.ServedUntil;
            due.AddRange(plan.Due is { } window ? [window] : []);
        }

        due.Count.ShouldBeInRange(364, 365);
        due.ShouldBeUnique();
        due.Zip(due.Skip(1)).ShouldAllBe(pair => pair.Second - pair.First == TimeSpan.FromDays(1));
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-03-29T{time}Z");
}
