using GlusterDr.Errors;
using GlusterDr.Leases;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.Options;
using GlusterDr.Simulators;
using GlusterDr.TestKit;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sessions;

/// <summary>A person's hand on sessions, beside policies and their runs.</summary>
public sealed class SessionControlTests : IAsyncLifetime
{
    private static readonly SessionAddress Address = SessionAddress.Parse("p1/gv1/s1::gv2");
    private SimulatedSites _sites = null!;

    private SessionControl Control => _sites.Plane.Get<SessionControl>();

    private SessionSettings Settings => _sites.Plane.Get<SessionSettings>();

    private SimulatedSession Session => _sites.Session;

    public async ValueTask InitializeAsync()
    {
        _sites = await SitesAsync();
        await _sites.EnterAsync();
        Session.KeepNextFeeds(100);
    }

    public async ValueTask DisposeAsync()
    {
        await _sites.EnterAsync();
        _sites.ShouldBeConformant();
        await _sites.DisposeAsync();
    }

    [Fact]
    public async Task Each_step_is_taken_once_and_then_said_to_be_so_already()
    {
        await _sites.EnterAsync();
        await ForgetPolicyAsync();

        (await DoAsync(Control.StartAsync(Address, false, default))).View!.Bricks.Count(b => b.State == GlusterDr.Replication.GeoRepWorkerState.Active).ShouldBe(1);
        await SameAsync(Control.StartAsync(Address, false, default), "runs already");
        await DoAsync(Control.PauseAsync(Address, true, default));
        Session.State.ShouldBe(SessionState.Paused);
        await SameAsync(Control.PauseAsync(Address, false, default), "paused already");
        await DoAsync(Control.ResumeAsync(Address, false, default));
        await SameAsync(Control.ResumeAsync(Address, false, default), "runs already");
        await DoAsync(Control.StopAsync(Address, false, default));
        Session.State.ShouldBe(SessionState.Stopped);
        await SameAsync(Control.StopAsync(Address, false, default), "stopped already");
        SessionOutcome removed = await DoAsync(Control.RemoveAsync(Address, false, false, default));
        removed.Notes.ShouldContain(n => n.Contains("with its sync time", StringComparison.Ordinal));
        _sites.World.Sessions.ShouldBeEmpty();
        await SameAsync(Control.RemoveAsync(Address, false, false, default), "nothing to remove");
        (await FailAsync(Control.StartAsync(Address, false, default))).Code.ShouldBe(ErrorCodes.SessionNotFound);
    }

    [Fact]
    public async Task A_session_that_is_not_stopped_is_removed_by_force_alone()
    {
        await _sites.EnterAsync();
        await ForgetPolicyAsync();
        await DoAsync(Control.StartAsync(Address, false, default));

        Error error = await FailAsync(Control.RemoveAsync(Address, false, false, default));

        error.Code.ShouldBe(ErrorCodes.SessionUnsafe);
        error.Actions.ShouldBe([AdvisedAction.OnSession(AdviceCodes.StopSession, "p1/gv1/s1::gv2")]);
        Session.State.ShouldBe(SessionState.Started);
        await DoAsync(Control.RemoveAsync(Address, true, true, default));
        _sites.World.Sessions.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_wrong_state_does_not_allow_says_what_does()
    {
        await _sites.EnterAsync();
        await ForgetPolicyAsync();
        (await FailAsync(Control.PauseAsync(Address, true, default))).Message.ShouldContain("it is stopped");
        (await FailAsync(Control.ResumeAsync(Address, true, default))).Actions.ShouldBe([AdvisedAction.OnSession(AdviceCodes.StartSession, Address)]);
        await DoAsync(Control.StartAsync(Address, false, default));
        await DoAsync(Control.PauseAsync(Address, true, default));
        (await FailAsync(Control.StartAsync(Address, true, default))).Actions.ShouldBe([AdvisedAction.OnSession(AdviceCodes.ResumeSession, Address)]);
    }

    [Fact]
    public async Task A_pause_that_could_break_the_connection_needs_force_and_is_warned_of()
    {
        await _sites.EnterAsync();
        await ForgetPolicyAsync();
        await DoAsync(Control.StartAsync(Address, false, default));

        (await FailAsync(Control.PauseAsync(Address, false, default))).ToString().ShouldContain("120 s");
        (await RunAsync(Control.PauseAsync(Address, true, default))).Warnings.ShouldHaveSingleItem().ShouldContain("within 120 s");
        await DoAsync(Control.StopAsync(Address, false, default));
        await DoAsync(Settings.SetAsync(Address, "secondary-timeout", "0", false, default));
        await DoAsync(Control.StartAsync(Address, false, default));
        (await DoAsync(Control.PauseAsync(Address, false, default))).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_policys_session_is_not_started_or_removed_without_force()
    {
        await _sites.EnterAsync();
        foreach (Task<SessionOutcome> asked in (Task<SessionOutcome>[])[
            Control.StartAsync(Address, false, default), Control.RemoveAsync(Address, false, false, default)])
        {
            Error error = await FailAsync(asked);
            error.Code.ShouldBe(ErrorCodes.SessionUnsafe);
            error.Message.ShouldContain("'vms'");
        }

        (await DoAsync(Control.StartAsync(Address, true, default))).View!.Policies.ShouldBe(["vms"]);
        (await DoAsync(Control.StopAsync(Address, false, default))).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_live_run_holds_is_left_alone_and_the_run_is_named()
    {
        await _sites.EnterAsync();
        string run = await _sites.Plane.Get<RunStarter>().StartAsync("vms", RunTrigger.Demand, default);
        await _sites.Simulation.RunUntilAsync(WhenAsync(() => Session.State == SessionState.Started));

        foreach (Func<Task<SessionOutcome>> ask in (Func<Task<SessionOutcome>>[])[
            () => Control.StopAsync(Address, false, default), () => Control.PauseAsync(Address, true, default),
            () => Control.RemoveAsync(Address, false, true, default), () => Settings.SetAsync(Address, "sync-jobs", "5", true, default),
            () => Settings.ResetAsync(Address, "ssh-options", true, default), () => Settings.LimitAsync(Address, "10M", true, default)])
        {
            Error error = await FailAsync(ask());
            error.Code.ShouldBe(ErrorCodes.LeaseHeld);
            error.Message.ShouldContain(run);
            error.Actions.ShouldNotBeNull().ShouldContain(AdvisedAction.Of(AdviceCodes.CancelRun, ("run", run)));
        }

        (await RunAsync(Control.StartAsync(Address, false, default))).Warnings.ShouldHaveSingleItem().ShouldContain(run);
        (await RunAsync(_sites.Plane.Get<SessionCatalog>().GetAsync(Address, TimeSpan.Zero, default))).HeldBy.ShouldBe(run);
        (await _sites.EndOfAsync(run)).Run.State.ShouldBe(RunState.Succeeded);
        (await RunAsync(_sites.Plane.Get<SessionCatalog>().GetAsync(Address, TimeSpan.Zero, default))).HeldBy.ShouldBeNull();
    }

    [Fact]
    public async Task A_session_that_is_stopped_by_force_under_a_run_leaves_that_run_tidy()
    {
        await _sites.EnterAsync();
        string run = await _sites.Plane.Get<RunStarter>().StartAsync("vms", RunTrigger.Demand, default);
        await _sites.Simulation.RunUntilAsync(WhenAsync(() => Session.State == SessionState.Started));

        (await DoAsync(Control.StopAsync(Address, true, default))).Fact.ShouldBe("stopped");

        RunReport report = await _sites.EndOfAsync(run);
        report.Run.IsOver.ShouldBeTrue();
        report.Run.State.ShouldBe(RunState.Failed);
        await _sites.ShouldBeTidyAsync();
    }

    // Its lease stays until the next run, and must not keep people from the session until then.
    [Fact]
    public async Task A_run_that_is_dead_holds_nothing()
    {
        await _sites.EnterAsync();
        LeaseStore leases = _sites.Plane.Get<LeaseStore>();
        await leases.TryAcquireAsync(LeaseStore.StorageDomain("main", "gv1"), "sync-vms-20260101T000000Z", _ => Task.FromResult(false), default);

        await DoAsync(Settings.SetAsync(Address, "sync-jobs", "5", false, default));
    }

    [Fact]
    public async Task A_node_that_is_down_is_told_and_only_force_stops_without_it()
    {
        await _sites.EnterAsync();
        await ForgetPolicyAsync();
        await DoAsync(Control.StartAsync(Address, false, default));
        _sites.World.Site("main").Node("p3").SetUp(false);

        Error error = await FailAsync(Control.StopAsync(Address, false, default));
        error.Code.ShouldBe(ErrorCodes.SessionNotStopped);
        error.Actions.ShouldBe([AdvisedAction.OnSession(AdviceCodes.StopSession, Address, AdvisedAction.Force)]);
        SessionOutcome stopped = await RunAsync(Control.StopAsync(Address, true, default));
        stopped.Changed.ShouldBeTrue();
        stopped.Warnings.ShouldHaveSingleItem().ShouldContain("p3 did not report");
    }

    // After a stop without a node, that node's worker runs alone.
    [Fact]
    public async Task A_session_that_is_stopped_to_be_started_anew_is_started_though_whoever_asked_went_away()
    {
        await _sites.EnterAsync();
        await ForgetPolicyAsync();
        await DoAsync(Control.StartAsync(Address, false, default));
        using CancellationTokenSource client = new();
        bool partly = true;
        _sites.World.When(c => partly && c.Is("gluster volume geo-replication status")).RewriteAnswer(
            r => r with { StandardOutput = r.StandardOutput.Replace(">Passive<", ">Stopped<", StringComparison.Ordinal) });
        _sites.World.When("gluster volume geo-replication stop").DoAfter(() =>
        {
            partly = false;
            client.Cancel();
        });

        await Should.ThrowAsync<OperationCanceledException>(() => RunAsync(Control.StartAsync(Address, true, client.Token)));

        _sites.World.CommandCounts["gluster volume geo-replication stop"].ShouldBe(1);
        Session.State.ShouldBe(SessionState.Started);
    }

    [Fact]
    public async Task A_start_that_Gluster_accepts_and_does_not_do_is_an_error()
    {
        await _sites.EnterAsync();
        await ForgetPolicyAsync();
        Session.KeysBroken = true;

        (await FailAsync(Control.StartAsync(Address, false, default))).Code.ShouldBe(ErrorCodes.SessionNotActive);
    }

    [Fact]
    public async Task A_start_after_which_workers_stay_Faulty_says_so()
    {
        await _sites.EnterAsync();
        await ForgetPolicyAsync();
        Session.LinkCut = true;

        SessionOutcome outcome = await RunAsync(Control.StartAsync(Address, false, default));

        outcome.Changed.ShouldBeTrue();
        outcome.Warnings.ShouldContain(w => w.StartsWith("after 90 s it does not replicate yet", StringComparison.Ordinal));
    }

    private async Task ForgetPolicyAsync() => await _sites.Plane.Get<PolicyStore>().DeleteAsync("vms", default);

    private static async Task<SimulatedSites> SitesAsync()
    {
        SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        await sites.StartAsync();
        return sites;
    }

    private Task<T> RunAsync<T>(Task<T> task) => _sites.Simulation.RunUntilAsync(task);

    private async Task<SessionOutcome> DoAsync(Task<SessionOutcome> task)
    {
        SessionOutcome outcome = await RunAsync(task);
        outcome.Changed.ShouldBeTrue(outcome.Fact);
        return outcome;
    }

    private async Task SameAsync(Task<SessionOutcome> task, string says)
    {
        SessionOutcome outcome = await RunAsync(task);
        outcome.Changed.ShouldBeFalse();
        outcome.Fact.ShouldContain(says);
    }

    private async Task<Error> FailAsync(Task<SessionOutcome> task) => (await Should.ThrowAsync<DrException>(() => RunAsync(task))).Error;

    private async Task<bool> WhenAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), _sites.Clock);
        }

        return true;
    }
}
