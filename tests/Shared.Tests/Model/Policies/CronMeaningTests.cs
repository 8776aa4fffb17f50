using GlusterDr.Policies;
using GlusterDr.Policies.Yaml;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Shared.Model.Policies;

/// <summary>A schedule runs when cron would run it, or is refused: never at other times.</summary>
public sealed class CronMeaningTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Hours_over_midnight_run_in_the_night()
    {
        CronSchedule schedule = CronSchedule.Parse(PolicyFile.Read(Case("schedule-night-wrap"), "x").ShouldHaveSingleItem().Schedule!);

        schedule.Next(s_start, 6).Select(t => t.Hour).ShouldBe([1, 2, 22, 23, 0, 1]);
    }

    [Theory]
    [InlineData("0 0 22-2/2 * * *", "02 22 00 02")]
    [InlineData("0 0 23-1,12 * * *", "01 12 23 00")]
    [InlineData("0 0 2-4 * * *", "02 03 04 02")]
    [InlineData("0 0 6-6 * * *", "06 06 06 06")]
    public void Hours_run_as_written(string text, string hours) => Show(text, "HH").ShouldBe(hours);

    [Theory]
    [InlineData("0 0 3 * * FRI-MON", "Thu Fri Sat Sun Mon Fri", 1)]
    [InlineData("0 0 3 * * 5-1", "Fri Sat Sun Mon Fri", 0)]
    [InlineData("0 0 3 * * 5-7", "Fri Sat Sun Fri", 0)]
    [InlineData("0 0 3 * * 7", "Sun Sun Sun", 0)]
    [InlineData("0 0 3 * * MON-SUN", "Thu Fri Sat Sun", 0)]
    [InlineData("0 0 3 * * SAT,SUN", "Sat Sun Sat", 0)]
    [InlineData("0 0 3 * * FRIDAY-MONDAY", "Thu Fri Sat Sun Mon Fri", 1)]
    [InlineData("0 0 3 * * thurs-tues", "Thu Fri Sat Sun Mon Tue Thu", 0)]
    public void Weekdays_over_the_weeks_end_run_as_written(string text, string days, int skip) =>
        Show(text, "ddd", days.Split(' ').Length - skip).ShouldBe(string.Join(' ', days.Split(' ').Skip(skip)));

    [Theory]
    [InlineData("0 0 3 1 NOV-FEB *", "01-01 02-01 11-01 12-01")]
    [InlineData("0 0 3 1 November-February *", "01-01 02-01 11-01 12-01")]
    [InlineData("0 0 3 30-2 1 *", "01-01 01-02 01-30 01-31")]
    [InlineData("0 0 3 1 11-2/2 *", "01-01 11-01 01-01 11-01")]
    public void Months_and_days_over_the_end_run_as_written(string text, string dates) => Show(text, "MM-dd").ShouldBe(dates);

    [Theory]
    [InlineData("0 0 3 * * T-M", "'T' is no weekday")]
    [InlineData("0 0 3 * * MO", "'MO' is no weekday")]
    [InlineData("0 0 3 1 J *", "'J' is no month")]
    [InlineData("0 0 3 * * MONDAYS", "'MONDAYS' is no weekday")]
    [InlineData("0 0 H * * *", "'H' is no hour")]
    [InlineData("0 0 3 L * *", "'L' is no day of the month")]
    public void Names_that_are_ambiguous_or_unknown_are_refused(string text, string why)
    {
        CronSchedule.TryParse(text, out _, out string? reason).ShouldBeFalse();
        reason.ShouldContain(why);
    }

    [Fact]
    public void Seconds_over_the_minute_run_as_written() => Show("58-1 * * * * *", "ss", 5).ShouldBe("01 58 59 00 01");

    [Theory]
    [InlineData("schedule-dom-dow")]
    public void Days_of_the_month_with_weekdays_are_refused_with_both_readings(string name)
    {
        string message = Should.Throw<PolicyInvalidException>(() => PolicyFile.Read(Case(name), "x")).Errors.ShouldHaveSingleItem().Message;

        message.ShouldContain("a day of the month and a weekday");
    }

    [Fact]
    public void Five_fields_that_name_both_get_no_proposal()
    {
        string message = Should.Throw<PolicyInvalidException>(() => PolicyFile.Read(Case("schedule-five"), "x")).Errors.ShouldHaveSingleItem().Message;

        message.ShouldContain("has 5 fields");
        message.ShouldContain("a day of the month and a weekday");
        message.ShouldNotContain("'0 0 2");
    }

    [Theory]
    [InlineData("0 2 * * 1", "it is '0 0 2 * * 1', in UTC")]
    [InlineData("0 22-2 * * *", "it is '0 0 22-2 * * *', in UTC")]
    [InlineData("0 2 * * 7", "it is '0 0 2 * * 7', in UTC")]
    public void Five_fields_that_mean_the_same_get_a_proposal(string text, string hint)
    {
        CronSchedule.TryParse(text, out _, out string? why).ShouldBeFalse();
        why.ShouldEndWith(hint);
    }

    [Theory]
    [InlineData("0 99 * * *")]
    [InlineData("0 2 30 2 *")]
    public void Five_fields_that_never_match_are_refused_without_a_suggestion(string text)
    {
        CronSchedule.TryParse(text, out _, out string? why).ShouldBeFalse();
        why.ShouldNotContain("it is");
    }

    [Theory]
    [InlineData("0 0 2 1 * 1-5")]
    [InlineData("0 0 2 1,15 * MON")]
    [InlineData("0 0 2 */2 * 0")]
    [InlineData("0 10/15 * * * *")]
    [InlineData("0 */90 * * * *")]
    [InlineData("0 0 */24 * * *")]
    public void What_readers_of_cron_disagree_about_is_ambiguous(string text) => CronSchedule.Parse(text).Ambiguity.ShouldNotBeNull();

    [Theory]
    [InlineData("0 0 2 1,15 * *")]
    [InlineData("0 0 2 1-31 * 1")]
    [InlineData("0 0 2 1 * 0-6")]
    [InlineData("0 0 2 1 * MON-SUN")]
    [InlineData("0 0 2 * * 1-5")]
    [InlineData("0 10-59/15 * * * *")]
    [InlineData("0 */15 * * * *")]
    public void What_all_agree_about_is_not(string text) => CronSchedule.Parse(text).Ambiguity.ShouldBeNull();

    private static string Show(string text, string format, int count = 4) =>
        string.Join(' ', CronSchedule.Parse(text).Next(s_start, count).Select(t => t.ToString(format, System.Globalization.CultureInfo.InvariantCulture)));

    private static string Case(string name) => File.ReadAllText(Repository.At("tests", "fixtures", "policies", $"{name}.yaml"));
}
