using GlusterDr.Errors;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync;

/// <summary>Whole runs where an oVirt engine manages the machines.</summary>
public sealed class OvirtRunTests
{
    [Fact]
    public async Task A_run_freezes_carries_proves_merges_and_leaves_nothing()
    {
        await using SimulatedSites sites = await SimulatedSites.WithEngine(machines: 5, new EngineOptions { Password = "secret-of-the-engine" }).EnterAsync();

        for (int i = 0; i < 3; i++)
        {
            RunReport report = await sites.RunAsync();

            report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
            report.Vms.Count.ShouldBe(5);
            report.Vms.ShouldAllBe(vm => vm.State == VmState.Merged);
            sites.ShouldBeProven(report);
            await sites.ShouldBeTidyAsync();
        }

        sites.Engine.UnexpectedRequests.ShouldBeEmpty();
        EngineEvent[] told = [.. sites.Engine.Events.Where(e => e.Origin == "GlusterDr")];
        told.Length.ShouldBe(6, "each run's begin and end");
        told.ShouldAllBe(e => e.Severity == "normal");
        told.Select(e => e.CustomId).ShouldBeUnique();
        Count("/sso/oauth/token").ShouldBe(3);
        Count("/services/sso-logout").ShouldBe(3, "each run's login was given back");
        sites.Files().ShouldAllBe(f => !f.Contains("secret-of-the-engine", StringComparison.Ordinal), "the password is in no file of the store");

        int Count(string path) => sites.Engine.Exchanges.Count(e => e.Path.EndsWith(path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("agent marker")]
    [InlineData("gluster volume geo-replication start")]
    public async Task A_machine_that_is_deleted_in_mid_run_is_named_and_costs_the_others_nothing(string command)
    {
        await using SimulatedSites sites = await SimulatedSites.WithEngine(machines: 3).EnterAsync();
        sites.World.When(command).Once().DoBefore(sites.Engine.Vm("vm2").Delete);

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.SucceededWithWarnings, RunTests.Why(report));
        report.Run.Warnings.ShouldContain(w => w.Code == ErrorCodes.VmGone && w.Host == "vm2");
        report.Destinations[0].RecoveryPoint.ShouldNotBeNull();
        await sites.ShouldBeTidyAsync();
    }

    [Fact]
    public async Task A_run_that_fails_is_an_alert_and_the_next_good_one_clears_it()
    {
        await using SimulatedSites sites = await SimulatedSites.WithEngine(machines: 1).EnterAsync();
        sites.Engine.Vm("vm1").FailingSnapshots = 3;

        (await sites.RunAsync()).Run.State.ShouldBe(RunState.Failed);

        sites.Engine.Events.Last(e => e.Origin == "GlusterDr").Severity.ShouldBe("alert");
        sites.Engine.Domains[0].ExternalStatus.ShouldBe("error");

        sites.Engine.Vm("vm1").FailingSnapshots = 0;
        sites.Engine.When("engine POST events").Once().CutAfterEffect();
        (await sites.RunAsync()).Run.State.ShouldBe(RunState.Succeeded, "a notice whose answer was lost is told again, and counts once");

        sites.Engine.Domains[0].ExternalStatus.ShouldBe("ok");
        sites.Engine.Events.Count(e => e.Origin == "GlusterDr").ShouldBe(4);
        await sites.ShouldBeTidyAsync();
    }

    /// <summary>All that may go wrong with an engine, in one run.</summary>
    [Fact]
    public async Task With_300_machines_and_all_that_goes_wrong_each_is_named_and_nothing_else_disturbed()
    {
        await using SimulatedSites sites = await SimulatedSites.WithEngine(machines: 300).EnterAsync();
        SimulatedEngine engine = sites.Engine;
        (engine.Vm("vm10").FailingSnapshots, engine.Vm("vm20").FailingSnapshots) = (5, 5);
        engine.Vm("vm30").FailingMerges = 100;
        engine.When("engine POST snapshots").After(40).Once().DoBefore(engine.ExpireTokens);
        engine.When("engine POST snapshots").After(60).Times(30).AnswerFault(409, "Cannot create Snapshot. Snapshot is currently being created for VM x.");
        engine.When("engine POST snapshots").After(200).Once().DoBefore(() => engine.Restart(TimeSpan.FromSeconds(20)));
        sites.World.When("gluster volume geo-replication start").Once().DoBefore(() =>
        {
            engine.Vm("vm40").Delete();
            engine.Vm("vm50").Stop();
            engine.AddDisk(engine.Vm("vm60"), engine.Domains[0]);
        });

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.SucceededWithWarnings, RunTests.Why(report));
        report.Destinations.ShouldHaveSingleItem().RecoveryPoint.ShouldNotBeNull();
        string[] exceptions = [.. report.Vms.Where(v => v.State != VmState.Merged).Select(v => $"{v.Vm.Name} {v.State}").Order(StringComparer.Ordinal)];
        exceptions.ShouldBe(["vm10 LeftOut", "vm20 LeftOut", "vm30 MergeFailed"]);
        Error illegal = report.Vms.Single(v => v.Vm.Name == "vm30").Error.ShouldNotBeNull();
        illegal.Class.ShouldBe(ErrorClass.NeedsPerson);
        illegal.Message.ShouldContain("vm30");
        illegal.Advice.ShouldNotBeNull();
        report.Run.Warnings.Select(w => w.Host).ShouldBe(["vm10", "vm20", "vm30", "vm40"], ignoreOrder: true);
        Note("vm40").ShouldContain("deleted");
        Note("vm50").ShouldContain("shut off");
        Note("vm60").ShouldContain("added during the run");
        engine.Vms.Where(vm => vm.Snapshots.Any(s => s.Description.Contains("GlusterDr", StringComparison.Ordinal))).Select(vm => vm.Name).ShouldBe(["vm30"]);
        engine.UnexpectedRequests.ShouldBeEmpty();
        sites.ShouldBeConformant();

        string Note(string name) => report.Vms.Single(v => v.Vm.Name == name).Note.ShouldNotBeNull();
    }
}
