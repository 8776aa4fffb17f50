using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Tests.Shared.Sessions;

/// <summary>One line that tells the truth: never better than it is known to be.</summary>
public sealed class SessionHealthEvaluatorTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    // Its node's clock says the same as ours; it has run for an hour, and has synced what was written ten seconds ago.
    private static SessionBrick Active(string node = "p1", int subvolume = 0) => new()
    {
        Subvolume = subvolume,
        Node = node,
        Brick = "/b",
        State = GeoRepWorkerState.Active,
        Crawl = "Changelog Crawl",
        StartedAt = Now.AddHours(-1),
        Uptime = TimeSpan.FromHours(1),
        Entry = 0,
        Data = 0,
        Meta = 0,
        Failures = 0,
        LastSynced = Now.AddSeconds(-10),
    };

    private static SessionBrick Other(GeoRepWorkerState? state, string node = "p2", int subvolume = 0) =>
        new() { Subvolume = subvolume, Node = node, Brick = "/b", State = state };

    [Fact]
    public void Healthy_means_replicated_everywhere_and_seen_to_be_alive()
    {
        SessionHealth health = Judge(Active(), Other(GeoRepWorkerState.Passive), Other(GeoRepWorkerState.Passive, "p3"));

        health.Grade.ShouldBe(SessionGrade.Healthy, health.Summary);
        health.Summary.ShouldBe("healthy: every subvolume is replicated, up to 10s ago");
        health.Reasons.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(GeoRepWorkerState.Created, SessionGrade.Created)]
    [InlineData(GeoRepWorkerState.Stopped, SessionGrade.Stopped)]
    [InlineData(GeoRepWorkerState.Paused, SessionGrade.Paused)]
    [InlineData(GeoRepWorkerState.Initializing, SessionGrade.Starting)]
    [InlineData(GeoRepWorkerState.Started, SessionGrade.Starting)]
    [InlineData(GeoRepWorkerState.Passive, SessionGrade.NotReplicating)]
    [InlineData(GeoRepWorkerState.Faulty, SessionGrade.Faulty)]
    [InlineData(GeoRepWorkerState.ConfigCorrupted, SessionGrade.Faulty)]
    [InlineData(GeoRepWorkerState.Unknown, SessionGrade.Unknown)]
    public void All_rows_alike_say_what_they_say(GeoRepWorkerState state, SessionGrade grade) =>
        Judge(Other(state, "p1"), Other(state)).Grade.ShouldBe(grade);

    [Theory]
    [InlineData(GeoRepWorkerState.Faulty, SessionGrade.Faulty)]
    [InlineData(GeoRepWorkerState.Stopped, SessionGrade.Degraded)]
    [InlineData(GeoRepWorkerState.Paused, SessionGrade.Degraded)]
    [InlineData(GeoRepWorkerState.Initializing, SessionGrade.Degraded)]
    [InlineData(null, SessionGrade.Degraded)]
    public void One_brick_that_is_not_as_it_should_be_shows(GeoRepWorkerState? state, SessionGrade grade)
    {
        SessionHealth health = Judge(Active(), Other(state));

        health.Grade.ShouldBe(grade);
        health.Summary.ShouldContain("p2:/b");
    }

    [Fact]
    public void A_subvolume_without_an_Active_worker_is_not_replicated() =>
        Judge(Active(), Other(GeoRepWorkerState.Passive, "p2", 1)).Summary.ShouldStartWith("not replicating: subvolume 1 has no Active worker");

    [Fact]
    public void Two_Active_workers_of_a_subvolume_are_reported() => Judge(Active(), Active("p2")).Summary.ShouldContain("use-meta-volume");

    [Fact]
    public void Failures_are_reported() => Judge(Active() with { Failures = 2 }).ShouldSatisfyAllConditions(
        h => h.Grade.ShouldBe(SessionGrade.Failing),
        h => h.Summary.ShouldContain("counts 2 failures"));

    [Fact]
    public void A_brick_that_the_volume_does_not_have_is_reported() =>
        Judge(Active(), Active("p9") with { Subvolume = null }).Summary.ShouldContain("its bricks have changed");

    [Fact]
    public void Nothing_at_all_is_not_healthy() => Judge().Grade.ShouldBe(SessionGrade.Unknown);

    [Fact]
    public void A_node_that_does_not_report_is_shown_for_a_stopped_session_too()
    {
        SessionHealth health = Judge(Other(GeoRepWorkerState.Stopped, "p1"), Other(null));

        health.Grade.ShouldBe(SessionGrade.Stopped);
        health.Summary.ShouldContain("p2:/b has no row");
    }

    // As an idle volume and a dead live feed both show: one look can't tell which.
    [Fact]
    public void Old_progress_does_not_show_a_live_feed() => Judge(Active() with { LastSynced = Now.AddMinutes(-10) }).ShouldSatisfyAllConditions(
        h => h.Grade.ShouldBe(SessionGrade.Unproven),
        h => h.Summary.ShouldContain("last synced 10m ago"),
        h => h.Summary.ShouldContain("live feed is dead"));

    // Twenty seconds after its start a worker with a dead feed has just ended its history.
    [Fact]
    public void Progress_of_the_history_does_not_show_a_live_feed() =>
        Judge(Active() with { StartedAt = Now.AddSeconds(-40), Uptime = TimeSpan.FromSeconds(40), LastSynced = Now.AddSeconds(-20) })
            .Grade.ShouldBe(SessionGrade.Unproven);

    [Fact]
    public void Without_the_age_of_the_worker_one_reading_shows_nothing() =>
        Judge(Active() with { StartedAt = null, Uptime = null }).Grade.ShouldBe(SessionGrade.Unproven);

    [Fact]
    public void A_node_whose_clock_is_off_is_judged_by_its_own_clock() =>
        Judge(Active() with { StartedAt = Now.AddHours(4), Uptime = TimeSpan.FromHours(1), LastSynced = Now.AddHours(5).AddSeconds(-10) })
            .Summary.ShouldBe("healthy: every subvolume is replicated, up to 10s ago");

    [Fact]
    public void A_crawl_of_the_history_is_catching_up() => Judge(Active() with { Crawl = "History Crawl" }).Grade.ShouldBe(SessionGrade.CatchingUp);

    [Fact]
    public void What_waits_for_long_is_stale() => Judge(Active() with { Data = 3, LastSynced = Now.AddMinutes(-6) }).ShouldSatisfyAllConditions(
        h => h.Grade.ShouldBe(SessionGrade.Stale),
        h => h.Summary.ShouldContain("3 operations pending"));

    [Fact]
    public void Progress_between_two_readings_shows_a_live_feed()
    {
        SessionBrick later = Active() with { StartedAt = null, Uptime = null };

        Judge(later, Before(later with { LastSynced = Now.AddMinutes(-1) })).Grade.ShouldBe(SessionGrade.Healthy);
        Judge(later, Before(later with { LastSynced = Now.AddMinutes(-1), Crawl = "History Crawl" })).Grade.ShouldBe(SessionGrade.Unproven);
    }

    [Fact]
    public void No_progress_between_two_readings_shows_whether_anything_waits()
    {
        SessionBrick still = Active() with { LastSynced = Now.AddMinutes(-2) };

        Judge(still, Before(still)).Summary.ShouldContain("between two readings, and nothing is waiting");
        Judge(still with { Meta = 1 }, Before(still with { Meta = 1 })).Grade.ShouldBe(SessionGrade.Stale);
    }

    [Fact]
    public void A_worker_that_was_restarted_between_two_readings_has_shown_nothing() =>
        Judge(Active() with { StartedAt = Now.AddSeconds(-15), Uptime = TimeSpan.FromSeconds(15) }, Before(Active() with { LastSynced = Now.AddMinutes(-1) }))
            .Grade.ShouldBe(SessionGrade.Unproven);

    private static SessionHealth Judge(params SessionBrick[] bricks) => SessionHealthEvaluator.Evaluate(bricks, Now);

    private static SessionHealth Judge(SessionBrick brick, SessionView before) => SessionHealthEvaluator.Evaluate([brick], Now, before);

    private static SessionView Before(SessionBrick brick) => new()
    {
        Name = "p1/gv1/s1::gv2",
        Session = new("gv1", null, "s1", "gv2"),
        LookedAt = Now.AddSeconds(-30),
        Health = new(SessionGrade.Unproven, "", []),
        Bricks = [brick],
    };
}
