using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync.Replicate;

/// <summary>Gluster says that all has arrived, and it has not: content tells, and what differs is cured or named.</summary>
public sealed class SilentLossTests
{
    private const string Image = "vms/vm1.qcow2";
    private const string IdleImage = "vms/idle.qcow2";

    [Fact]
    public async Task Files_that_arrive_empty_are_told_and_cured()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        SpringTrap(sites);

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.ContentEmpty, Image);
        report.Destinations[0].Cures.ShouldBe(1);
        await sites.ShouldBeGoodAsync(report);
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task Without_leave_to_cure_files_that_arrive_empty_fail_the_run()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        sites.Policy = sites.Policy with { Verification = new VerificationSettings { Cure = false } };
        SpringTrap(sites);

        RunReport report = await sites.RunAsync();

        report.ShouldHaveFailed(ErrorCodes.ContentEmpty, Image, "s1::gv2");
        report.Destinations[0].Cures.ShouldBe(0);
        report.ShouldHaveMergedAll();
        await sites.ShouldBeTidyAsync();
        sites.Session.Config.Set("secondary_access_mount", "true");
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task A_file_that_no_cure_brings_over_fails_the_run_by_its_name()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        sites.Session.SilentlySkipped.Add(Image);

        RunReport report = await sites.RunAsync();

        report.ShouldHaveFailed(ErrorCodes.ContentDiffers, Image, "s1::gv2");
        report.Destinations[0].Cures.ShouldBe(sites.Policy.Verification.CureAttempts);
        report.ShouldHaveMergedAll();
        await sites.ShouldBeTidyAsync();
        sites.Session.SilentlySkipped.Clear();
        // What was written to it since is carried, but never makes a file that is not there.
        await sites.ShouldRecoverAsync(ErrorCodes.ContentDiffers);
    }

    [Theory]
    [InlineData(nameof(SimulatedVolume.Corrupt))]
    [InlineData(nameof(SimulatedVolume.CorruptUnseen))]
    [InlineData(nameof(SimulatedVolume.Lose))]
    public async Task A_copy_that_goes_bad_between_runs_is_told_and_cured(string harm)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        SimulatedMachine idle = AddIdle(sites);
        await sites.ShouldRecoverAsync();
        Harm(sites.Secondary, harm, IdleImage);
        Wake(idle);

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.ContentDiffers, IdleImage);
        report.Destinations[0].Cures.ShouldBe(1);
        await sites.ShouldBeGoodAsync(report);
        await sites.ShouldRecoverAsync();
    }

    [Theory]
    [InlineData(nameof(SimulatedVolume.Corrupt))]
    [InlineData(nameof(SimulatedVolume.CorruptUnseen))]
    [InlineData(nameof(SimulatedVolume.Lose))]
    public async Task A_copy_that_goes_bad_before_it_is_compared_is_told_and_cured(string harm)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        sites.World.When(c => c.Is("agent probe") && c.Host == "s1").Once().DoBefore(() => Harm(sites.Secondary, harm, Image));

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.ContentDiffers, Image);
        await sites.ShouldBeGoodAsync(report);
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task One_bad_block_of_a_large_image_is_found_by_the_whole_proof()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        sites.Policy = sites.Policy with { Verification = new VerificationSettings { Content = ContentCheck.Full } };
        SimulatedMachine idle = AddIdle(sites, bytes: 1L << 30);
        await sites.ShouldRecoverAsync();
        sites.Secondary.CorruptUnseen(IdleImage, block: 12_345);
        Wake(idle);

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.ContentDiffers, IdleImage);
        await sites.ShouldBeGoodAsync(report);
    }

    [Fact]
    public async Task A_live_feed_that_died_while_paused_is_got_over_within_the_run()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        Pause(sites);
        await sites.ShouldRecoverAsync();
        sites.Session.KillFeeds();
        sites.Session.KillNextFeeds(2);

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        report.Destinations[0].Restarts.ShouldBeInRange(1, 3);
        await sites.ShouldBeGoodAsync(report);
        await sites.ShouldRecoverAsync();
    }

    [Theory]
    [InlineData(BetweenRuns.Paused)]
    [InlineData(BetweenRuns.Stopped)]
    public async Task On_a_volume_that_nobody_writes_to_a_mark_in_the_second_of_a_rollover_is_no_dead_feed(BetweenRuns between)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 0).EnterAsync();
        SimulatedMachine idle = AddIdle(sites);
        Wake(idle);
        idle.Pause();
        sites.Policy = sites.Policy with { Destinations = [sites.Policy.Destinations[0] with { BetweenRuns = between }] };
        await sites.ShouldRecoverAsync();
        // Rollovers come late in their second: a mark of that second is in a changelog that counts as synced up to the second before.
        SimulatedVolume volume = sites.World.Site("main").Volume("gv1");
        DateTimeOffset anchor = DateTimeOffset.FromUnixTimeSeconds(sites.Clock.GetUtcNow().ToUnixTimeSeconds() + 1) + TimeSpan.FromSeconds(0.95);
        sites.Clock.AdvanceTo(anchor);
        TimeSpan beat = TimeSpan.FromSeconds(15);
        volume.SetRolloverTime(beat);
        for (double second = 0; second < beat.TotalSeconds; second += 0.5)
        {
            TimeSpan since = sites.Clock.GetUtcNow() - anchor;
            sites.Clock.AdvanceTo(anchor + (beat * Math.Ceiling(since / beat)) + TimeSpan.FromSeconds(second));

            RunReport report = await sites.RunAsync();

            report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
            report.Destinations[0].Restarts.ShouldBe(0, $"begun {second} s after a rollover");
        }
    }

    [Fact]
    public async Task A_stopped_session_needs_no_live_feed_at_all()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        sites.Session.KillNextFeeds(10);
        for (int i = 0; i < 2; i++)
        {
            RunReport report = await sites.RunAsync();

            report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
            report.Destinations[0].Restarts.ShouldBe(0);
            await sites.ShouldBeGoodAsync(report);
        }
    }

    [Fact]
    public async Task A_brick_restarted_just_before_a_run_costs_no_image()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        await sites.ShouldRecoverAsync();
        SimulatedMachine idle = AddIdle(sites);
        Wake(idle);
        sites.World.Site("main").Volume("gv1").RestartBrick(0);

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.ContentDiffers, IdleImage);
        await sites.ShouldBeGoodAsync(report);
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task After_a_brick_was_restarted_every_byte_is_compared()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        SimulatedMachine large = AddIdle(sites, bytes: 1L << 30);
        Wake(large);
        RunReport sampled = await sites.RunAsync();
        await sites.ShouldRecoverAsync();
        sites.World.Site("main").Volume("gv1").RestartBrick(1);

        RunReport whole = await sites.RunAsync();

        whole.Destinations[0].BytesCompared.ShouldBeGreaterThanOrEqualTo(1L << 30);
        whole.Destinations[0].BytesCompared.ShouldBeGreaterThanOrEqualTo(sampled.Destinations[0].BytesCompared);
        await sites.ShouldBeGoodAsync(whole);
    }

    [Fact]
    public async Task A_rollover_time_that_loses_data_is_refused_before_anything_is_touched()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        VolumeOptions options = sites.World.Site("main").Volume("gv1").Options;
        options.Set("changelog.rollover-time", "2");

        RunReport report = await sites.RunAsync();

        report.ShouldHaveFailed(ErrorCodes.SettingUnsafe, "gv1", "changelog.rollover-time is 2");
        report.Vms.ShouldBeEmpty();
        await sites.ShouldBeTidyAsync();
        sites.Policy = sites.Policy with { Changelog = new ChangelogSettings { RolloverTime = 3 } };
        await sites.ShouldRecoverAsync();
        options["changelog.rollover-time"].ShouldBe("3");
    }

    [Fact]
    public async Task Failures_that_nothing_else_shows_fail_the_run()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        await sites.ShouldRecoverAsync();
        sites.Session.AddFailures(3);

        RunReport report = await sites.RunAsync();

        report.ShouldHaveFailed(ErrorCodes.SessionFailures, "p1", "counts 3 failures");
        report.ShouldHaveMergedAll();
        await sites.ShouldBeTidyAsync();
        sites.Session.AddFailures(-3);
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task A_file_that_cannot_be_carried_fails_the_run()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        sites.Session.Failing.Add(Image);

        RunReport report = await sites.RunAsync();

        report.ShouldHaveFailed(ErrorCodes.SessionFailures, "p1", "failures");
        report.ShouldHaveMergedAll();
        await sites.ShouldBeTidyAsync();
        sites.Session.Failing.Clear();
        sites.Session.AddFailures(-1);
        await sites.ShouldRecoverAsync(ErrorCodes.ContentDiffers);
    }

    [Fact]
    public async Task What_the_log_says_of_an_earlier_run_explains_nothing()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        sites.Policy = sites.Policy with { Limits = new TimeLimits { FaultyGrace = TimeSpan.FromSeconds(40) } };
        sites.Session.LinkCut = true;
        (await sites.RunAsync()).Run.Error.ShouldNotBeNull().Message.ShouldContain("ssh");
        sites.Session.LinkCut = false;
        sites.Session.SilentlySkipped.Add(Image);
        sites.Clock.Advance(TimeSpan.FromHours(1));

        RunReport report = await sites.RunAsync();

        report.ShouldHaveFailed(ErrorCodes.ContentDiffers, Image);
        report.Run.Error!.Message.ShouldNotContain("ssh");
    }

    private static void SpringTrap(SimulatedSites sites)
    {
        sites.Session.HasRsyncTrap = true;
        sites.Session.Config.Set("secondary_access_mount", "false");
    }

    private static void Harm(SimulatedVolume volume, string harm, string path)
    {
        switch (harm)
        {
            case nameof(SimulatedVolume.Lose):
                volume.Lose(path);
                break;
            case nameof(SimulatedVolume.CorruptUnseen):
                volume.CorruptUnseen(path);
                break;
            default:
                volume.Corrupt(path);
                break;
        }
    }

    // A machine that was never at work is never merged: once its image has arrived, nothing carries it again by itself.
    private static SimulatedMachine AddIdle(SimulatedSites sites, long bytes = 64L << 20)
    {
        SimulatedSite main = sites.World.Site("main");
        SimulatedMachine idle = main.Hypervisors[0].AddMachine("idle", main.Volume("gv1"), bytes: bytes);
        idle.Stop();
        return idle;
    }

    private static void Wake(SimulatedMachine idle)
    {
        idle.RecordsPerSecond = 0;
        idle.Start();
        // Once more: a start alone would count as a change of the image.
        idle.RecordsPerSecond = 0;
    }

    private static void Pause(SimulatedSites sites) => sites.Policy = sites.Policy with
    {
        Destinations = [sites.Policy.Destinations[0] with { BetweenRuns = BetweenRuns.Paused }],
    };
}
