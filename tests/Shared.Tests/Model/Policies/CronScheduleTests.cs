using GlusterDr.Policies;

namespace GlusterDr.Tests.Shared.Model.Policies;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("0 0 */4 * * *", "2026-01-01T03:59:59Z", "2026-01-01T04:00:00Z")]
    [InlineData("0 0 */4 * * *", "2026-01-01T04:00:00Z", "2026-01-01T08:00:00Z")]
    [InlineData("0 30 1 * * MON", "2026-01-01T00:00:00Z", "2026-01-05T01:30:00Z")]
    [InlineData("0 0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("*/10 * * * * *", "2026-12-31T23:59:55Z", "2027-01-01T00:00:00Z")]
    [InlineData("0 0 3 * * *", "2026-03-29T04:00:00+02:00", "2026-03-29T03:00:00Z")]
    public void Next_is_the_first_time_after(string text, string after, string expected)
    {
        CronSchedule.Parse(text).Next(DateTimeOffset.Parse(after)).ShouldBe(DateTimeOffset.Parse(expected));
    }

    [Theory]
    [InlineData("0 0 * * * *", "2026-01-01T00:00:00Z", "2026-01-01T00:59:59Z", null)]
    [InlineData("0 0 * * * *", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z", "2026-01-01T01:00:00Z")]
    [InlineData("0 0 * * * *", "2026-01-01T00:30:00Z", "2026-01-09T07:59:00Z", "2026-01-09T07:00:00Z")]
    [InlineData("* * * * * *", "2020-01-01T00:00:00Z", "2026-06-01T12:00:07.5Z", "2026-06-01T12:00:07Z")]
    [InlineData("0 0 0 1 1 *", "2020-01-01T00:00:00Z", "2026-12-31T00:00:00Z", "2026-01-01T00:00:00Z")]
    [InlineData("0 0 0 1 1 *", "2026-01-01T00:00:00Z", "2026-12-31T00:00:00Z", null)]
    public void Last_is_the_last_time_within(string text, string after, string until, string? expected)
    {
        DateTimeOffset? last = CronSchedule.Parse(text).Last(DateTimeOffset.Parse(after), DateTimeOffset.Parse(until));

        last.ShouldBe(expected is null ? null : DateTimeOffset.Parse(expected));
    }

    [Theory]
    [InlineData("0 0 0 30 2 *")]
    [InlineData("0 0 0 31 4,6,9,11 *")]
    [InlineData("0 0 24 * * *")]
    [InlineData("0 60 * * * *")]
    [InlineData("a b c d e f")]
    [InlineData("0 0 * * *")]
    [InlineData("0 0 * * * * *")]
    [InlineData("")]
    public void What_never_fires_is_refused(string text)
    {
        CronSchedule.TryParse(text, out _, out string? why).ShouldBeFalse();
        why.ShouldStartWith($"'{text}'");
    }

    [Fact]
    public void A_weekday_on_29_February_is_rare_and_allowed()
    {
        CronSchedule.Parse("0 0 0 29 2 1").Next(new DateTimeOffset(2017, 1, 1, 0, 0, 0, TimeSpan.Zero))!.Value.Year.ShouldBe(2044);
    }

    [Fact]
    public void The_end_of_time_is_no_crash()
    {
        CronSchedule.Parse("0 0 0 1 1 *").Next(DateTimeOffset.MaxValue).ShouldBeNull();
    }
}
