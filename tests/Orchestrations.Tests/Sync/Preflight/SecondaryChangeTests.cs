using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync.Preflight;

/// <summary>A file that somebody changed at the secondary between two runs is told by the check and by the session, and nothing else is.</summary>
public sealed class SecondaryChangeTests
{
    private static readonly SessionAddress s_address = SessionAddress.Parse("p1/gv1/s1::gv2");

    [Fact]
    public async Task It_is_named_with_its_cure_until_a_run_has_cured_it()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        string image = (await RunAsync(sites)).Vms[0].Disks[0].BasePath;
        sites.Secondary.Corrupt(image);
        long read = sites.Secondary.BytesRead;
        int probes = sites.World.CommandCounts["agent probe"];

        Error warning = (await CheckAsync(sites)).ShouldHaveSingleItem();

        warning.Message.ShouldContain(image);
        warning.Message.ShouldContain("1 file of the secondary volume 'gv2' has another size or other times");
        warning.Actions.ShouldBe([AdvisedAction.StartRun("vms")]);
        (await ShowAsync(sites)).ShouldBe([warning]);
        sites.Secondary.BytesRead.ShouldBe(read, "times tell, and nothing is read");
        // The check asks for a mark of the storage domain besides.
        (sites.World.CommandCounts["agent probe"] - probes).ShouldBeLessThanOrEqualTo(3);
        RunReport report = await sites.RunAsync();
        report.Destinations[0].RecoveryPoint.ShouldNotBeNull(RunTests.Why(report));
        (await CheckAsync(sites)).ShouldBeEmpty();
        (await ShowAsync(sites)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_gone_is_told()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        string image = (await RunAsync(sites)).Vms[0].Disks[0].BasePath;
        sites.Secondary.Lose(image);

        (await CheckAsync(sites)).ShouldHaveSingleItem().Message.ShouldContain($"{image} (missing)");
    }

    [Fact]
    public async Task Of_many_some_are_named_and_the_others_counted()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 8).EnterAsync();
        RecoveryPoint point = await RunAsync(sites);
        string[] images = [.. point.Vms.Select(vm => vm.Disks[0].BasePath)];
        foreach (string image in images)
        {
            sites.Secondary.Corrupt(image);
        }

        Error warning = (await CheckAsync(sites)).ShouldHaveSingleItem();

        images.Count(i => warning.Message.Contains(i, StringComparison.Ordinal)).ShouldBe(5);
        warning.Message.ShouldContain(" and 3 more.");
        warning.Message.ShouldContain("8 files of the secondary volume 'gv2' have another size or other times");
    }

    // gsyncd changes stamps by right: what our runs carry is no change by somebody else.
    [Theory]
    [InlineData(BetweenRuns.Stopped)]
    [InlineData(BetweenRuns.Paused)]
    public async Task What_runs_carry_is_none(BetweenRuns between)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        sites.Policy = sites.Policy with { Destinations = [sites.Policy.Destinations[0] with { BetweenRuns = between }] };
        for (int run = 0; run < 3; run++)
        {
            await RunAsync(sites);
            sites.Clock.Advance(TimeSpan.FromMinutes(2));

            (await CheckAsync(sites)).ShouldBeEmpty();
            (await ShowAsync(sites)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_run_that_failed_after_it_had_replicated_leaves_nothing_to_compare_with()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        await RunAsync(sites);
        CommandRule unread = sites.World.When(c => c.Is("agent probe") && c.Host == "s1").Answer(1, error: "no");
        (await sites.RunAsync()).Run.State.ShouldBe(RunState.Failed);
        unread.Times(0);

        (await CheckAsync(sites)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_that_runs_or_ran_by_our_hand_is_none()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        await RunAsync(sites);
        SessionControl control = sites.Plane.Get<SessionControl>();
        await sites.Simulation.RunUntilAsync(control.StartAsync(s_address, force: true, default));
        sites.Clock.Advance(TimeSpan.FromMinutes(5));

        (await ShowAsync(sites)).ShouldBeEmpty("it runs");
        await sites.Simulation.RunUntilAsync(control.StopAsync(s_address, force: false, default));
        (await ShowAsync(sites)).ShouldBeEmpty("it ran");
        (await CheckAsync(sites)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_policy_that_carries_by_the_same_session_ends_the_point_and_is_none()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        await RunAsync(sites);
        Policy first = sites.Policy;
        sites.Policy = first with { Name = "other" };
        await RunAsync(sites);
        sites.Policy = first;

        (await sites.Plane.Get<RecoveryPointStore>().ListAsync("vms", CancellationToken.None))[^1].SupersededBy.ShouldNotBeNull().ShouldContain("other");
        (await CheckAsync(sites)).ShouldBeEmpty();
        (await ShowAsync(sites)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_secondary_that_cannot_be_looked_at_is_told_as_that()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        await RunAsync(sites);
        sites.World.When(c => c.Is("agent probe") && c.Host == "s1").Answer(0, """{"error": {"code": "mount", "message": "the reason", "log": []}}""");

        SessionView view = await ViewAsync(sites);

        view.Warnings.ShouldBeEmpty();
        view.Gaps.ShouldHaveSingleItem().ShouldContain("the reason");
    }

    private static async Task<RecoveryPoint> RunAsync(SimulatedSites sites)
    {
        RunReport report = await sites.RunAsync();
        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        return (await sites.Plane.Get<RecoveryPointStore>().ListAsync(sites.Policy.Name, CancellationToken.None))[^1];
    }

    private static async Task<Error[]> CheckAsync(SimulatedSites sites)
    {
        CheckReport check = await sites.Simulation.RunUntilAsync(sites.Plane.Get<IPolicyChecker>().CheckAsync(sites.Policy, CancellationToken.None));
        return [.. check.Findings.Select(f => f.Error).OfType<Error>().Where(e => e.Code == ErrorCodes.SecondaryChanged)];
    }

    private static async Task<Error[]> ShowAsync(SimulatedSites sites) => [.. (await ViewAsync(sites)).Warnings];

    private static Task<SessionView> ViewAsync(SimulatedSites sites) =>
        sites.Simulation.RunUntilAsync(sites.Plane.Get<SessionCatalog>().ExamineAsync(s_address, TimeSpan.Zero, CancellationToken.None));
}
