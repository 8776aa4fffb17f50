using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Operations;
using GlusterDr.Policies;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sessions;

/// <summary>A session made from two volumes; killed at each step, and failing at each.</summary>
public sealed class SetUpSessionTests
{
    [Fact]
    public async Task From_two_bare_volumes_to_a_session_that_carries()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        OperationResult result = await sites.RunAsync();

        result.State.ShouldBe(OperationState.Succeeded, result.Summary);
        ShouldBeMade(sites, "root");
        result.Summary.ShouldContain("a change of the primary has arrived");
        sites.World.UnexpectedCommands.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unprivileged_user_is_let_mount_on_every_node_and_carries_no_attributes_that_it_may_not_write()
    {
        await using BareSites sites = await new BareSites(sharded: false).EnterAsync();
        AddAccount(sites);
        OperationResult result = await sites.RunAsync(BareSites.Unprivileged);

        result.State.ShouldBe(OperationState.Succeeded, result.Summary);
        ShouldBeMade(sites, "geoaccount");
        sites.Far.ShouldAllBe(a => a.Volfile.Contains("option mountbroker-geo-replication.geoaccount gv2") && a.Restarts == 1);
        sites.World.Sessions[0].Config["sync_xattrs"].ShouldBe("false");
    }

    [Fact]
    public async Task Files_of_a_session_that_went_with_its_volume_are_told_before_anything_is_changed()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        sites.World.LeftOverSessions.Add("gv1_s1_gv2");
        string before = sites.Snapshot();
        OperationResult result = await sites.RunAsync();

        result.Error.ShouldNotBeNull().Code.ShouldBe(ErrorCodes.SessionLeftOver);
        result.Error.Message.ShouldContain("p1, p2, p3 keep files");
        sites.Snapshot().ShouldBe(before);
    }

    // The secondary was made anew under its name: the session is Gluster's still, and its files are no left-over.
    [Theory]
    [InlineData("", "11111111-2222-3333-4444-555555555555", "p1/gv1/s1::gv2")]
    [InlineData("geoaccount@", "11111111-2222-3333-4444-555555555555", "p1/gv1/geoaccount@s1::gv2")]
    public async Task A_session_that_Gluster_lists_under_this_name_is_to_be_removed_by_Gluster(string user, string id, string name)
    {
        await using BareSites sites = await new BareSites(sharded: false).EnterAsync();
        AddAccount(sites);
        SetUpRequest made = user.Length > 0 ? BareSites.Unprivileged : sites.Request;
        (await sites.RunAsync(made)).State.ShouldBe(OperationState.Succeeded);
        sites.World.LeftOverSessions.Add("gv1_s1_gv2");
        sites.World.When("gluster volume geo-replication status").SpeakOf(sites.Secondary.Id, id);
        OperationResult result = await sites.RunAsync(sites.Request with { Force = true });

        Error[] errors = [.. result.Findings.Select(f => f.Error).OfType<Error>()];
        errors.ShouldNotContain(e => e.Code == ErrorCodes.SessionLeftOver);
        Error error = errors.Where(e => e.Code == ErrorCodes.SessionExists).ShouldHaveSingleItem();
        error.Actions.ShouldBe([AdvisedAction.OnSession(AdviceCodes.RemoveSession, name, "resetSyncTime")]);
        error.Advice!.ShouldNotContain("rm ");
        error.Message.ShouldContain(id);
    }

    [Fact]
    public async Task Files_of_a_session_are_no_left_over_while_the_list_of_sessions_cannot_be_read()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        sites.World.LeftOverSessions.Add("gv1_s1_gv2");
        sites.World.When("gluster volume geo-replication status").Answer(1, error: "the disk is on fire");
        OperationResult result = await sites.RunAsync();

        result.State.ShouldBe(OperationState.Failed);
        Error[] errors = [.. result.Findings.Select(f => f.Error).OfType<Error>()];
        errors.ShouldNotBeEmpty();
        errors.ShouldNotContain(e => e.Code == ErrorCodes.SessionLeftOver);
    }

    [Fact]
    public async Task An_unprivileged_user_is_refused_where_images_would_read_as_empty()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        AddAccount(sites);
        string before = sites.Snapshot();
        OperationResult result = await sites.RunAsync(BareSites.Unprivileged with { Force = true });

        result.Error.ShouldNotBeNull().Code.ShouldBe(ErrorCodes.VolumesUnfit);
        result.Error.Message.ShouldContain("read as empty");
        sites.Snapshot().ShouldBe(before);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_after_any_step_it_goes_on_and_does_nothing_twice(bool unprivileged)
    {
        int step = 1;
        while (await DiesAndGoesOnAsync(step, unprivileged))
        {
            step++;
        }

        step.ShouldBeGreaterThan(15, "a set-up has at least that many durable steps");
    }

    [Theory]
    [InlineData("agent examine")]
    [InlineData("gluster system::")]
    [InlineData("agent public")]
    [InlineData("agent authorize")]
    [InlineData("agent mountbroker")]
    [InlineData("agent login")]
    [InlineData("gluster volume set")]
    [InlineData("gluster volume geo-replication create")]
    [InlineData("gluster volume geo-replication config")]
    [InlineData("gluster volume geo-replication start")]
    [InlineData("agent marker")]
    public async Task Where_a_step_fails_nothing_is_left(string kind)
    {
        await using BareSites sites = await new BareSites(sharded: false).EnterAsync();
        AddAccount(sites);
        string before = sites.Snapshot();
        sites.World.When(kind).Answer(1, error: "the disk is on fire");
        OperationResult result = await sites.RunAsync(BareSites.Unprivileged);

        result.State.ShouldBe(OperationState.Failed);
        result.Error.ShouldNotBeNull();
        sites.Snapshot().ShouldBe(before, $"{kind}: {result.Summary}");
        result.Left.ShouldAllBe(e => e.Message.Contains("had copied"));
    }

    [Theory]
    [InlineData("agent authorize")]
    [InlineData("gluster volume set")]
    [InlineData("gluster volume geo-replication create")]
    public async Task Where_a_step_did_its_work_and_then_failed_nothing_is_left(string kind)
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        string before = sites.Snapshot();
        sites.World.When(kind).RewriteAnswer(_ => new(1, "", "the answer got lost"));
        OperationResult result = await sites.RunAsync();

        result.State.ShouldBe(OperationState.Failed);
        sites.Snapshot().ShouldBe(before, $"{kind}: {result.Summary}");
    }

    [Fact]
    public async Task Killed_while_it_undoes_it_undoes_the_rest()
    {
        for (int step = 1; ; step++)
        {
            await using BareSites sites = await new BareSites().EnterAsync();
            string before = sites.Snapshot();
            sites.World.When("gluster volume geo-replication config").Answer(1, error: "no such option today");
            if (!await DiesAsync(sites, sites.Request, step))
            {
                break;
            }

            OperationResult result = await sites.EndOfAsync(await sites.StartAsync(), IdOf(sites));
            result.State.ShouldBe(OperationState.Failed, $"killed after step {step}");
            sites.Snapshot().ShouldBe(before, $"killed after step {step}");
        }
    }

    [Fact]
    public async Task What_cannot_be_undone_is_named_and_hinders_nothing_else()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        sites.World.When("gluster volume geo-replication config").Answer(1, error: "no");
        sites.World.When("agent revoke").Unreachable();
        OperationResult result = await sites.RunAsync();

        Error left = result.Left.ShouldHaveSingleItem();
        left.Code.ShouldBe(ErrorCodes.OperationNotUndone);
        left.Message.ShouldContain("copy the keys");
        sites.World.Sessions.ShouldBeEmpty();
        sites.Secondary.Options["features.read-only"].ShouldBe("off");
    }

    [Theory]
    [InlineData("gluster volume geo-replication delete")]
    [InlineData("gluster volume geo-replication stop")]
    public async Task A_session_that_cannot_be_removed_keeps_what_it_needs_and_is_said_to_be_there(string kind)
    {
        await using BareSites sites = await new BareSites(sharded: false).EnterAsync();
        AddAccount(sites);
        sites.World.When("agent marker").Answer(1, error: "the disk is on fire");
        bool broken = true;
        sites.World.When(c => broken && c.Is(kind)).Answer(1, error: "not today");
        OperationResult result = await sites.RunAsync(BareSites.Unprivileged);

        result.State.ShouldBe(OperationState.Failed);
        result.Summary.ShouldContain("The session still exists");
        result.Summary.ShouldNotContain("No session was created");
        sites.World.Sessions.ShouldHaveSingleItem();
        sites.Secondary.Options["features.read-only"].ShouldBe("on");
        sites.Far.ShouldAllBe(a => a.Keys("geoaccount").Count == 3 && a.Volfile.Contains("option mountbroker-geo-replication.geoaccount gv2"));
        const string Name = "p1/gv1/geoaccount@s1::gv2";
        result.Left.Select(e => (e.Message.Split(["; ", ". ", ", "], StringSplitOptions.None)[0], (e.Actions ?? []).Contains(AdvisedAction.OnSession(AdviceCodes.CleanSession, Name)))).ShouldBe(
        [
            ("Not rolled back: create the session", false), ("Not rolled back: make the secondary read-only", true), ("Not rolled back: copy the keys", true),
            ("Not rolled back: permit geoaccount to mount", true), ("What the session had copied by then stays on volume gv2", false),
        ]);
        result.Left[0].Actions.ShouldNotBeNull().ShouldContain(AdvisedAction.OnSession(AdviceCodes.RemoveSession, Name, AdvisedAction.Force, "resetSyncTime"));

        // The advised actions do what they say.
        broken = false;
        SessionAddress address = SessionAddress.Parse(Name);
        await sites.Simulation.RunUntilAsync(sites.Plane.Get<SessionControl>().RemoveAsync(address, true, true, default));
        await sites.Simulation.RunUntilAsync(sites.Plane.Get<SecondaryCleaner>().CleanAsync(address, null, default));
        sites.World.Sessions.ShouldBeEmpty();
        sites.Secondary.Options["features.read-only"].ShouldBe("off");
        sites.Far.ShouldAllBe(a => a.Keys("geoaccount").Count == 0);
    }

    [Fact]
    public async Task A_session_of_which_nobody_knows_whether_it_was_made_keeps_what_it_would_need()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        bool gone = false;
        sites.World.When("gluster volume geo-replication create").DoBefore(() => gone = true).Answer(1, error: "gone");
        sites.World.When(c => gone && c.Is("gluster volume geo-replication status")).Unreachable();
        OperationResult result = await sites.RunAsync();

        result.Summary.ShouldContain("The session may exist");
        sites.Secondary.Options["features.read-only"].ShouldBe("on");
        sites.Far.ShouldAllBe(a => a.Keys("root").Count == 3);
    }

    [Fact]
    public async Task Keys_that_were_there_before_stay()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        (await sites.RunAsync()).State.ShouldBe(OperationState.Succeeded);
        SimulatedVolume other = sites.World.Site("far").AddVolume("gv4", VolumeType.Distribute, bricks: 2, setSize: 1);
        other.Options.Set("performance.strict-write-ordering", "on");
        string before = sites.Snapshot();
        sites.World.When("gluster volume geo-replication start").Answer(1, error: "no");
        OperationResult result = await sites.RunAsync(sites.Request with { Session = new GeoRepSession("gv1", null, "s1", "gv4") });

        result.State.ShouldBe(OperationState.Failed);
        sites.Snapshot().ShouldBe(before);
        sites.Far.ShouldAllBe(a => a.Keys("root").Count == 3);
    }

    [Fact]
    public async Task Of_two_at_once_one_is_refused()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        ControlPlane plane = await sites.StartAsync();
        string first = await BareSites.BeginAsync(plane, sites.Request);
        DrException same = await Should.ThrowAsync<DrException>(() => BareSites.BeginAsync(plane, sites.Request));
        same.Error.Code.ShouldBe(ErrorCodes.LeaseHeld);
        same.Error.Message.ShouldContain(first);

        // The same by another name of the pool.
        string second = await BareSites.BeginAsync(plane, sites.Request with { Host = "p2" });
        OperationResult[] results = [await sites.EndOfAsync(plane, first), await sites.EndOfAsync(plane, second)];

        results.Count(r => r.State == OperationState.Succeeded).ShouldBe(1);
        results.Single(r => r.State == OperationState.Failed).Error!.Code.ShouldBe(ErrorCodes.LeaseHeld);
        ShouldBeMade(sites, "root");
    }

    [Fact]
    public async Task Cancelled_it_undoes_what_it_did()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        string before = sites.Snapshot();
        ControlPlane plane = await sites.StartAsync();
        string id = await BareSites.BeginAsync(plane, sites.Request);
        sites.World.When("gluster volume geo-replication start").RewriteAnswer(r =>
        {
            _ = plane.Get<OperationStarter>().CancelAsync(id, "test", CancellationToken.None);
            return r;
        });
        OperationResult result = await sites.EndOfAsync(plane, id);

        result.State.ShouldBe(OperationState.Cancelled);
        sites.Snapshot().ShouldBe(before);
    }

    [Fact]
    public async Task A_dead_feed_is_noticed_and_the_session_restarted()
    {
        int starts = 0;
        foreach (int seed in Enumerable.Range(1, 5))
        {
            await using BareSites sites = await new BareSites(new WorldOptions { DeadFeedProbability = 0.4, Seed = seed }).EnterAsync();
            OperationResult result = await sites.RunAsync();

            result.State.ShouldBe(OperationState.Succeeded, result.Summary);
            result.Summary.ShouldContain("a change of the primary has arrived");
            starts += sites.World.CommandCounts["gluster volume geo-replication start"];
        }

        starts.ShouldBeGreaterThan(5, "no feed was dead: choose other seeds");
    }

    [Fact]
    public async Task A_disk_that_is_full_leaves_the_keys_as_they_were()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        sites.World.Site("far").Node("s2").Access.IsHomeFull = true;
        string before = sites.Snapshot();
        OperationResult result = await sites.RunAsync();

        result.Error.ShouldNotBeNull().Message.ShouldContain("No space left");
        result.Error.Host.ShouldBe("s2");
        sites.Snapshot().ShouldBe(before);
    }

    private static void ShouldBeMade(BareSites sites, string user)
    {
        SimulatedSession session = sites.World.Sessions.ShouldHaveSingleItem();
        session.State.ShouldBe(SessionState.Started);
        sites.Secondary.Options["features.read-only"].ShouldBe("on");
        foreach (NodeAccess access in sites.Far)
        {
            access.Keys(user).Count.ShouldBe(3, "one key of each primary node, once");
            access.Keys(user).ShouldAllBe(k => k.StartsWith("command=\"/usr/lib/x86_64-linux-gnu/glusterfs/gsyncd\" ssh-"));
        }
    }

    private static void AddAccount(BareSites sites)
    {
        foreach (NodeAccess access in sites.Far)
        {
            access.AddAccount("geoaccount", "geogroup");
        }
    }

    /// <summary>False: it was over before that step.</summary>
    private static async Task<bool> DiesAndGoesOnAsync(int step, bool unprivileged)
    {
        await using BareSites sites = await new BareSites(sharded: !unprivileged).EnterAsync();
        AddAccount(sites);
        SetUpRequest request = unprivileged ? BareSites.Unprivileged : sites.Request;
        if (!await DiesAsync(sites, request, step))
        {
            return false;
        }

        OperationResult result = await sites.EndOfAsync(await sites.StartAsync(), IdOf(sites));
        result.State.ShouldBe(OperationState.Succeeded, $"killed after step {step}: {result.Summary}");
        ShouldBeMade(sites, request.User);
        return true;
    }

    private static async Task<bool> DiesAsync(BareSites sites, SetUpRequest request, int step)
    {
        KillAt killAt = new(step);
        ControlPlane plane = await sites.StartAsync(killAt);
        killAt.Kill = plane.Kill;
        Task<string> start = BareSites.BeginAsync(plane, request);
        Task over = Task.WhenAny(killAt.Killed, EndAsync(plane, start));
        await sites.Simulation.RunUntilAsync(over);
        if (killAt.Killed.IsCompleted)
        {
            sites.Clock.Advance(TimeSpan.FromSeconds(5));
            return true;
        }

        return false;
    }

    private static async Task EndAsync(ControlPlane plane, Task<string> start) => await plane.Engine.WaitForInstanceCompletionAsync(await start);

    private static string IdOf(BareSites sites) => OperationId.Create(OperationId.Session, "gv1", new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
}
