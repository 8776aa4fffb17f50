using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.Options;
using GlusterDr.Simulators;
using GlusterDr.TestKit;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sessions;

/// <summary>The configuration of sessions: refused before Gluster sees it, and a session that ran runs again.</summary>
public sealed class SessionSettingsTests : IAsyncLifetime
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
        await _sites.Plane.Get<PolicyStore>().DeleteAsync("vms", default);
        Session.KeepNextFeeds(100);
    }

    public async ValueTask DisposeAsync()
    {
        await _sites.EnterAsync();
        _sites.ShouldBeConformant();
        await _sites.DisposeAsync();
    }

    [Fact]
    public async Task The_list_has_every_option_with_what_it_means()
    {
        await _sites.EnterAsync();
        IReadOnlyList<SessionOptionView> options = await RunAsync(Settings.ListAsync(Address, default));

        options.Select(o => o.Name).ShouldBe(SessionOptions.All.Select(o => o.Name), ignoreOrder: true);
        options.ShouldAllBe(o => o.Meaning.Length > 0 && o.Allowed != null);
        options.Single(o => o.Name == "sync-jobs").ShouldSatisfyAllConditions(
            o => (o.Value, o.Default, o.IsChanged, o.RestartsWorkers).ShouldBe(("3", "3", false, true)));
    }

    [Fact]
    public async Task A_session_that_ran_replicates_again_when_the_change_is_told()
    {
        await _sites.EnterAsync();
        await RunAsync(Control.StartAsync(Address, false, default));
        _sites.Clock.Advance(TimeSpan.FromMinutes(1));

        SessionOutcome outcome = await RunAsync(Settings.SetAsync(Address, "sync_jobs", "6", false, default));

        outcome.ShouldSatisfyAllConditions(
            o => o.Changed.ShouldBeTrue(),
            o => o.Fact.ShouldBe("sync-jobs is now 6"),
            o => o.Warnings.ShouldBeEmpty(),
            o => o.Notes.ShouldContain(n => n.Contains("restarted", StringComparison.Ordinal)),
            o => o.View!.Bricks.ShouldContain(b => b.State == GlusterDr.Replication.GeoRepWorkerState.Active && b.Uptime < TimeSpan.FromMinutes(1)));
        Session.Config["sync_jobs"].ShouldBe("6");
    }

    [Fact]
    public async Task What_stands_already_is_left_alone()
    {
        await _sites.EnterAsync();
        await RunAsync(Control.StartAsync(Address, false, default));
        _sites.Clock.Advance(TimeSpan.FromMinutes(1));

        SessionOutcome set = await RunAsync(Settings.SetAsync(Address, "use-meta-volume", "OFF", false, default));
        SessionOutcome reset = await RunAsync(Settings.ResetAsync(Address, "sync-jobs", false, default));

        (set.Changed, reset.Changed).ShouldBe((false, false));
        SessionView view = await RunAsync(_sites.Plane.Get<SessionCatalog>().GetAsync(Address, TimeSpan.Zero, default));
        view.Bricks.ShouldAllBe(b => b.Uptime >= TimeSpan.FromMinutes(1), "no worker was restarted");
    }

    [Fact]
    public async Task A_stopped_session_stays_stopped_and_a_reset_restores_the_default()
    {
        await _sites.EnterAsync();
        (await RunAsync(Settings.SetAsync(Address, "sync-jobs", "6", false, default))).View.ShouldBeNull();
        (await RunAsync(Settings.ResetAsync(Address, "sync-jobs", false, default))).Fact.ShouldBe("sync-jobs has its default again: 3");

        Session.State.ShouldBe(SessionState.Stopped);
        Session.Config["sync_jobs"].ShouldBe("3");
    }

    // Gluster starts a paused session when its configuration changes.
    [Fact]
    public async Task A_paused_session_is_changed_by_force_alone_and_is_paused_again()
    {
        await _sites.EnterAsync();
        await RunAsync(Control.StartAsync(Address, false, default));
        await RunAsync(Control.PauseAsync(Address, true, default));

        (await FailAsync(Settings.SetAsync(Address, "sync-jobs", "6", false, default))).Code.ShouldBe(ErrorCodes.SessionUnsafe);
        Session.Config["sync_jobs"].ShouldBe("3");
        (await RunAsync(Settings.SetAsync(Address, "log-rsync-performance", "true", false, default))).Changed.ShouldBeTrue("the workers go on for it");
        (await RunAsync(Settings.SetAsync(Address, "sync-jobs", "6", true, default))).View!.Health.Grade.ShouldBe(SessionGrade.Paused);
        Session.State.ShouldBe(SessionState.Paused);
    }

    [Theory]
    [InlineData("gluster volume geo-replication config", 1)]
    [InlineData("gluster volume geo-replication status", 2)]
    public async Task A_paused_session_is_paused_again_though_whoever_asked_went_away(string during, int after)
    {
        await _sites.EnterAsync();
        using CancellationTokenSource client = new();
        await PausedAsync();
        _sites.World.When(during).After(after).DoAfter(client.Cancel);

        await Should.ThrowAsync<OperationCanceledException>(() => RunAsync(Settings.SetAsync(Address, "sync-jobs", "6", true, client.Token)));

        Session.Config["sync_jobs"].ShouldBe("6", "the change was under way");
        Session.State.ShouldBe(SessionState.Paused);
    }

    [Fact]
    public async Task A_paused_session_is_paused_again_though_the_answer_got_lost_and_the_loss_is_told()
    {
        await _sites.EnterAsync();
        await PausedAsync();
        _sites.World.When("gluster volume geo-replication config").After(1).RewriteAnswer(_ => new(1, "", "the answer got lost"));

        (await FailAsync(Settings.SetAsync(Address, "sync-jobs", "6", true, default))).Message.ShouldContain("the answer got lost");

        Session.State.ShouldBe(SessionState.Paused);
    }

    [Fact]
    public async Task A_session_that_cannot_be_paused_again_is_told_beside_what_failed_first()
    {
        await _sites.EnterAsync();
        await PausedAsync();
        _sites.World.When("gluster volume geo-replication config").After(1).RewriteAnswer(_ => new(1, "", "the answer got lost"));
        _sites.World.When("gluster volume geo-replication pause").Answer(1, error: "not today");

        Error error = await FailAsync(Settings.SetAsync(Address, "sync-jobs", "6", true, default));

        error.Message.ShouldContain("the answer got lost");
        error.Message.ShouldContain("Could not pause the session again");
        error.Actions.ShouldNotBeNull().ShouldContain(AdvisedAction.OnSession(AdviceCodes.PauseSession, Address, AdvisedAction.Force));
    }

    [Fact]
    public async Task A_pause_that_never_answers_is_given_up()
    {
        await _sites.EnterAsync();
        using CancellationTokenSource client = new();
        await PausedAsync();
        _sites.World.When("gluster volume geo-replication config").After(1).DoAfter(client.Cancel);
        _sites.World.When("gluster volume geo-replication pause").SlowBy(TimeSpan.FromDays(1));

        DateTimeOffset start = _sites.Clock.GetUtcNow();
        Error error = await FailAsync(Settings.SetAsync(Address, "sync-jobs", "6", true, client.Token));

        error.Message.ShouldContain("Could not pause the session again");
        (_sites.Clock.GetUtcNow() - start).ShouldBeLessThan(TimeSpan.FromMinutes(6));
    }

    [Fact]
    public async Task Workers_that_do_not_come_back_are_told()
    {
        await _sites.EnterAsync();
        await RunAsync(Control.StartAsync(Address, false, default));
        Session.NeverRegisters = true;

        SessionOutcome outcome = await RunAsync(Settings.SetAsync(Address, "sync-jobs", "6", false, default));

        outcome.Changed.ShouldBeTrue();
        outcome.Warnings.ShouldHaveSingleItem().ShouldContain("does not replicate again");
    }

    [Theory]
    [InlineData("change-interval", "abc")]
    [InlineData("change-interval", "5; reboot")]
    [InlineData("glusterd-workdir", "/tmp/z")]
    [InlineData("no-such-option", "1")]
    [InlineData("sync-method", "tarssh")]
    [InlineData("rsync-options", "--remove-source-files")]
    public async Task What_Gluster_must_not_be_told_it_is_not_told(string option, string value)
    {
        await _sites.EnterAsync();
        IReadOnlyList<SessionOptionView> before = await RunAsync(Settings.ListAsync(Address, default));

        await FailAsync(Settings.SetAsync(Address, option, value, false, default));

        (await RunAsync(Settings.ListAsync(Address, default))).ShouldBe(before);
    }

    [Fact]
    public async Task A_bandwidth_limit_is_merged_with_what_stands_and_taken_out_again()
    {
        await _sites.EnterAsync();
        await RunAsync(Settings.SetAsync(Address, "rsync-options", "--ignore-times", false, default));

        SessionOutcome limited = await RunAsync(Settings.LimitAsync(Address, "9MiB", false, default));
        limited.Fact.ShouldContain("3072 KiB/s for each of up to 3 rsyncs");
        Session.Config["rsync_options"].ShouldBe("--ignore-times --bwlimit=3072");
        (await RunAsync(Settings.GetLimitAsync(Address, default))).BytesPerSecond.ShouldBe(9 << 20);
        (await RunAsync(Settings.LimitAsync(Address, "9MiB", false, default))).Changed.ShouldBeFalse();
        (await RunAsync(Settings.LimitAsync(Address, "off", false, default))).Changed.ShouldBeTrue();
        Session.Config["rsync_options"].ShouldBe("--ignore-times");
        await RunAsync(Settings.ResetAsync(Address, "rsync-options", false, default));
        await RunAsync(Settings.LimitAsync(Address, "9MiB", false, default));
        await RunAsync(Settings.LimitAsync(Address, "off", false, default));
        Session.Config["rsync_options"].ShouldBe("");
    }

    [Fact]
    public async Task Other_means_than_rsync_cannot_be_limited()
    {
        await _sites.EnterAsync();
        await RunAsync(Settings.SetAsync(Address, "sync-method", "tarssh", true, default));

        (await FailAsync(Settings.LimitAsync(Address, "9MiB", false, default))).Message.ShouldContain("tarssh");
    }

    [Fact]
    public async Task A_checkpoint_is_set_to_now_and_restarts_nothing()
    {
        await _sites.EnterAsync();
        await RunAsync(Settings.SetAsync(Address, "checkpoint", "now", false, default));

        (_sites.Clock.GetUtcNow().ToUnixTimeSeconds() - Session.Config.Checkpoint).ShouldBeInRange(0, 5);
    }

    private async Task PausedAsync()
    {
        await RunAsync(Control.StartAsync(Address, false, default));
        await RunAsync(Control.PauseAsync(Address, true, default));
    }

    private static async Task<SimulatedSites> SitesAsync()
    {
        SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        await sites.StartAsync();
        return sites;
    }

    private Task<T> RunAsync<T>(Task<T> task) => _sites.Simulation.RunUntilAsync(task);

    private async Task<Error> FailAsync<T>(Task<T> task) => (await Should.ThrowAsync<DrException>(() => RunAsync(task))).Error;
}
