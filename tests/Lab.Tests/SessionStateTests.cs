using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;

namespace GlusterDr.Tests.Lab;

/// <summary>Every state that a session can be in, made for real and shown right.</summary>
[Collection(LabCollection.Name)]
[Trait("length", "long")]
public sealed class SessionStateTests(LabSites lab) : LabTests
{
    [Fact]
    public async Task From_created_to_removed_each_state_is_shown_as_it_is()
    {
        LabSession session = await LabSession.OfNobodyAsync(lab.Cli);
        (await session.DoAsync(0, "remove")).Changed.ShouldBeTrue();
        (await session.DoAsync(0, "remove")).Changed.ShouldBeFalse("it is gone already");
        (await session.RunAsync("show")).ExitCode.ShouldBe(5);
        (await LabSession.GlusterAsync("create", "push-pem", "force")).ShouldSucceed();
        (await session.DoAsync(0, "config set", "secondary-access-mount", "true")).View.ShouldBeNull("it never ran");

        SessionView created = await session.ShowAsync();
        created.Health.Grade.ShouldBe(SessionGrade.Created);
        created.Bricks.Select(b => (b.Node, b.State, b.Uptime)).ShouldBe(
            [("p1", GeoRepWorkerState.Created, null), ("p2", GeoRepWorkerState.Created, null), ("p3", GeoRepWorkerState.Created, null)]);

        SessionView starting = await StartingAsync(session);
        starting.Bricks.ShouldContain(b => b.State == GeoRepWorkerState.Initializing || b.State == GeoRepWorkerState.Started);

        // For a moment an Active worker has no crawl yet.
        SessionView active = await session.UntilAsync(v =>
            v.Bricks.Count(b => b.State == GeoRepWorkerState.Passive) == 2 && v.Bricks.Any(b => b is { State: GeoRepWorkerState.Active, Crawl: not null }));
        SessionBrick one = active.Bricks.Single(b => b.State == GeoRepWorkerState.Active);
        one.ShouldSatisfyAllConditions(
            b => b.Crawl.ShouldNotBeNull(),
            b => b.Uptime.ShouldNotBeNull().TotalSeconds.ShouldBeInRange(1, 120),
            b => b.SecondaryNode.ShouldBe("s1"),
            b => b.Failures.ShouldBe(0));

        (await session.DoAsync(0, "start")).Changed.ShouldBeFalse();
        (await session.RunAsync("pause")).ExitCode.ShouldBe(4, "a long pause breaks it");
        (await session.DoAsync(3, "pause", "--force")).View!.Health.Grade.ShouldBe(SessionGrade.Paused);
        (await session.DoAsync(0, "pause")).Changed.ShouldBeFalse();
        (await session.RunAsync("remove")).ExitCode.ShouldBe(4);
        (await session.DoAsync(0, "resume")).View!.Bricks.ShouldContain(b => b.State == GeoRepWorkerState.Active);
        (await session.DoAsync(0, "resume")).Changed.ShouldBeFalse();
        (await session.DoAsync(0, "stop")).View!.Health.Grade.ShouldBe(SessionGrade.Stopped);
        (await session.DoAsync(0, "stop")).Changed.ShouldBeFalse();
    }

    /// <summary>The guest writes all the time. Some registrations have a dead feed: then it must not say healthy, and a restart helps.</summary>
    [Fact]
    public async Task Healthy_is_said_of_a_live_feed_alone()
    {
        LabSession session = await LabSession.OfNobodyAsync(lab.Cli);
        SessionView view = (await session.DoAsync(0, "start")).View!;
        view.Health.Grade.ShouldNotBe(SessionGrade.Healthy, "just started, nothing is known of its live feed");
        int starts = 1;
        while (view.Health.Grade != SessionGrade.Healthy)
        {
            await session.UntilAsync(v => v.Bricks.Any(b => b.Crawl == "Changelog Crawl"));
            view = await session.ShowAsync("--again", "40s");
            if (view.Health.Grade == SessionGrade.Healthy)
            {
                break;
            }

            view.Health.Grade.ShouldBeOneOf(SessionGrade.Unproven, SessionGrade.Stale, SessionGrade.CatchingUp);
            (++starts).ShouldBeLessThan(10, view.Health.Summary);
            await session.DoAsync(0, "stop");
            await session.DoAsync(0, "start");
        }

        SessionBrick active = view.Bricks.Single(b => b.State == GeoRepWorkerState.Active);
        active.LastSynced.ShouldNotBeNull().ShouldBeGreaterThan(active.StartedAt!.Value);
        await session.DoAsync(0, "stop");
    }

    [Fact]
    public async Task Faulty_and_back()
    {
        LabSession session = await LabSession.OfNobodyAsync(lab.Cli);
        await session.DoAsync(0, "start");
        (await LabSites.OnAsync("s1", "gluster", "--mode=script", "volume", "stop", "gv2", "force")).ShouldSucceed();
        try
        {
            SessionView view = await session.UntilAsync(v => v.Health.Grade == SessionGrade.Faulty);
            view.Health.Summary.ShouldContain("is Faulty");
            ShellResult list = (await lab.Cli.RunAsync("session", "list", "--host", "p2", "--volume", "gv1")).ShouldSucceed();
            list.Output.ShouldContain("p2/gv1/s1::gv2");
            list.Output.ShouldContain("p2/gv1/t1::gv3");
        }
        finally
        {
            (await LabSites.OnAsync("s1", "gluster", "--mode=script", "volume", "start", "gv2")).ShouldSucceed();
        }

        await session.UntilAsync(v => v.Health.Grade != SessionGrade.Faulty && v.Bricks.Any(b => b.State == GeoRepWorkerState.Active));
        await session.DoAsync(0, "stop");
    }

    [Fact]
    public async Task A_node_that_is_down_is_named_and_only_force_stops_without_it()
    {
        LabSession session = await LabSession.OfNobodyAsync(lab.Cli);
        await session.DoAsync(0, "start");
        await session.UntilAsync(v => v.Bricks.Count(b => b.State == GeoRepWorkerState.Passive) == 2);
        await LabSites.FaultAsync("primary-node-down", on: true);
        try
        {
            SessionView view = await session.UntilAsync(v => v.Bricks.Any(b => b.Node == "p3" && b.State is null));
            view.Health.Summary.ShouldContain("p3:");
            view.Health.Grade.ShouldNotBe(SessionGrade.Healthy);
            ShellResult stop = await session.RunAsync("stop");
            stop.ExitCode.ShouldBe(1);
            stop.Errors.ShouldContain("--force");
            (await session.DoAsync(3, "stop", "--force")).Warnings.ShouldContain(w => w.Contains("p3 did not report", StringComparison.Ordinal));
        }
        finally
        {
            await LabSites.FaultAsync("primary-node-down", on: false);
        }

        // It starts its worker by itself; a start stops that first, or Gluster would start no other.
        await session.UntilAsync(v => v.Bricks.All(b => b.State is not null));
        SessionOutcome again = await session.DoAsync(0, "start");
        again.Changed.ShouldBeTrue();
        again.View!.Bricks.Count(b => b.State == GeoRepWorkerState.Active).ShouldBe(1);
        await session.DoAsync(0, "stop");
        (await session.ShowAsync()).Health.Grade.ShouldBe(SessionGrade.Stopped);
    }

    /// <summary>Workers connect for some seconds only: started again until a look falls into them.</summary>
    private static async Task<SessionView> StartingAsync(LabSession session)
    {
        for (int starts = 0; starts < 10; starts++)
        {
            Task<SessionView> during = session.ShowAsync();
            (await LabSession.GlusterAsync("start")).ShouldSucceed();
            SessionView[] looks = [await during, await session.ShowAsync()];
            if (looks.FirstOrDefault(l => l.Health.Grade == SessionGrade.Starting) is { } starting)
            {
                return starting;
            }

            await session.DoAsync(0, "stop");
        }

        throw new InvalidOperationException("No look fell into the seconds in which workers connect.");
    }
}
