using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Remote;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Sites;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync.Prepare;

/// <summary>A run died, and with it all that was known of it: the next one reads from the machines what it left, and merges that first.</summary>
public sealed class LeftoverTests
{
    private const string StartSession = "gluster volume geo-replication start";

    /// <summary>Each phase by a command that it sends; the session stands still in all of them.</summary>
    [Theory]
    [InlineData("virsh snapshot-create-as")]
    [InlineData("agent marker")]
    [InlineData("virsh blockcommit")]
    public async Task Of_a_control_plane_that_was_lost_are_merged_first(string died)
    {
        await using SimulatedSites sites = await new SimulatedSites().EnterAsync();
        await DieAsync(sites, died);
        sites.World.Machines.All.ShouldContain(m => m.IsOnOverlay);
        await sites.StartAnewAsync();

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.LeftoversFound, "overlays of earlier runs");
        await sites.ShouldBeGoodAsync(report);
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task With_a_session_that_runs_they_are_merged_and_the_session_is_named()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        await DieAsync(sites, StartSession);
        sites.Session.State.ShouldBe(SessionState.Started);
        await sites.StartAnewAsync();

        RunReport report = await sites.RunAsync();

        // The lease that the lost one left says that the session was started by a run, which is no more.
        report.ShouldHaveWarned(ErrorCodes.RunDied, "taken over");
        await sites.ShouldBeGoodAsync(report);
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task Of_a_machine_that_was_shut_off_since_are_merged_too()
    {
        await using SimulatedSites sites = await new SimulatedSites().EnterAsync();
        await DieAsync(sites, "agent marker");
        SimulatedMachine machine = sites.World.Machines["vm1"];
        machine.Stop();
        await sites.StartAnewAsync();

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.LeftoversFound);
        report.Vms.Where(vm => vm.State == VmState.Merged).Select(vm => vm.Vm.Name).ShouldBe(["vm2", "vm3"], ignoreOrder: true);
        report.Vms.Single(vm => vm.Vm.Name == "vm1").State.ShouldBe(VmState.ShutOff);
        machine.IsOnOverlay.ShouldBeFalse();
        await sites.ShouldBeGoodAsync(report);
        machine.Start();
        await sites.ShouldRecoverAsync();
    }

    /// <summary>The machine was undefined by hand while it ran on its overlay: nothing uses the file, and nobody may remove it unasked.</summary>
    [Fact]
    public async Task Of_a_machine_that_is_gone_are_named_in_each_report_and_check_until_a_person_removes_them()
    {
        await using SimulatedSites sites = await new SimulatedSites().EnterAsync();
        await DieAsync(sites, "agent marker");
        sites.World.Machines["vm1"].Vanish();
        await sites.StartAnewAsync();

        Error first = Abandoned(await sites.RunAsync()).ShouldHaveSingleItem();
        Error second = Abandoned(await sites.RunAsync()).ShouldHaveSingleItem();
        CheckReport check = await sites.Simulation.RunUntilAsync(sites.Plane.Get<IPolicyChecker>().CheckAsync(sites.Policy, CancellationToken.None));

        second.ShouldBe(first);
        check.Findings.Select(f => f.Error).OfType<Error>().ShouldContain(first);
        check.Outcome.ShouldBe(CheckOutcome.Warning);
        string path = first.Message.Split('\'')[1];
        first.Advice!.ShouldContain($"on {first.Host}: `rm -- {path}`");
        RemoteCommand remove = new(["rm", "-f", "--", path], TimeSpan.FromMinutes(1));
        await sites.Simulation.RunUntilAsync(sites.Plane.Get<IRemoteRunner>().RunAsync(new RemoteHost(first.Host!, new SshSettings()), remove, CancellationToken.None));

        RunReport last = await sites.RunAsync();
        Abandoned(last).ShouldBeEmpty();
        last.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(last));
        await sites.ShouldBeTidyAsync();

        static Error[] Abandoned(RunReport report) => [.. report.Run.Warnings.Where(w => w.Code == ErrorCodes.OverlayAbandoned)];
    }

    [Fact]
    public async Task Of_a_run_that_was_terminated_are_settled_with_its_session_and_its_record()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        await sites.StartAsync();
        string dead = await StartUntilAsync(sites, StartSession, () => { });
        await sites.Simulation.RunUntilAsync(sites.Plane.Engine.TerminateInstanceAsync(dead, "a test"));
        sites.Clock.Advance(TimeSpan.FromSeconds(20));
        sites.Session.IsStill.ShouldBeFalse();

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.LeftoversFound);
        await sites.ShouldBeGoodAsync(report);
        Run settled = await sites.Plane.Get<RunStore>().GetAsync(dead, CancellationToken.None);
        settled.State.ShouldBe(RunState.Failed);
        settled.Error.ShouldNotBeNull().ShouldTell(ErrorCodes.RunDied, report.Run.Id);
        await sites.ShouldRecoverAsync();
    }

    [Theory]
    [InlineData("agent marker")]
    [InlineData("agent delete")]
    public async Task On_two_volumes_are_merged_on_both(string died)
    {
        await using SimulatedSites sites = await SimulatedSites.WithTwoDomains(machines: 2).EnterAsync();
        await DieAsync(sites, died);
        await sites.StartAnewAsync();

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldNotBe(RunState.Failed, RunTests.Why(report));
        report.ShouldHaveMergedAll();
        await sites.ShouldHoldPointAsync(report, "backup");
        await sites.ShouldHoldPointAsync(report, "backup-data");
        await sites.ShouldBeTidyAsync();
    }

    /// <summary>Another run may be at work on the volume that the policy does not name any more.</summary>
    [Fact]
    public async Task On_a_volume_that_the_policy_has_given_up_are_left_alone()
    {
        await using SimulatedSites sites = await SimulatedSites.WithTwoDomains(machines: 0).EnterAsync();
        await sites.StartAsync();
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        sites.World.When(c => c.Is("gluster volume geo-replication status") && !sites.Session.IsStill && !sites.DataSession.IsStill)
            .Once().DoAfter(started.SetResult);
        string dead = await sites.Plane.Get<RunStarter>().StartAsync("vms", RunTrigger.Demand, CancellationToken.None);
        await sites.Simulation.RunUntilAsync(started.Task);
        await sites.Simulation.RunUntilAsync(sites.Plane.Engine.TerminateInstanceAsync(dead, "a test"));
        sites.Clock.Advance(TimeSpan.FromSeconds(20));
        sites.Policy = sites.Policy with { Destinations = [sites.Policy.Destinations[0]] };

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.LeftoversFound);
        await sites.ShouldHoldPointAsync(report, "backup");
        sites.Session.IsStill.ShouldBeTrue();
        sites.DataSession.IsStill.ShouldBeFalse();
        (await sites.Plane.Get<RunStore>().GetAsync(dead, CancellationToken.None)).IsOver.ShouldBeTrue();
    }

    /// <summary>A run whose control plane dies as such a command has had its effect.</summary>
    private static async Task DieAsync(SimulatedSites sites, string command)
    {
        ControlPlane plane = await sites.StartAsync();
        await StartUntilAsync(sites, command, plane.Kill);
        // Whatever was on its way to a host comes to its end there.
        sites.Clock.Advance(TimeSpan.FromSeconds(30));
    }

    private static async Task<string> StartUntilAsync(SimulatedSites sites, string command, Action then)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        sites.World.When(command).Once().DoAfter(() =>
        {
            then();
            reached.SetResult();
        });
        string id = await sites.Plane.Get<RunStarter>().StartAsync(sites.Policy.Name, RunTrigger.Demand, CancellationToken.None);
        await sites.Simulation.RunUntilAsync(reached.Task);
        return id;
    }
}
