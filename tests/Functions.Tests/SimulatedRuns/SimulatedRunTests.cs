using GlusterDr.Errors;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <summary>Whole runs by the app's functions, on simulated sites and in real time.</summary>
public sealed class SimulatedRunTests
{
    [Fact]
    public async Task A_run_of_libvirts_guests_succeeds_and_leaves_nothing()
    {
        await using AzureSites sites = AzureSites.WithLibvirt(machines: 4);
        RunReport report = await sites.EndOfAsync(await sites.StartRunAsync());
        await sites.ShouldBeGoodAsync(report, machines: 4);
    }

    [Fact]
    public async Task A_run_of_an_ovirt_engines_vms_succeeds_and_leaves_nothing()
    {
        await using AzureSites sites = AzureSites.WithOvirt(vms: 4);
        RunReport report = await sites.EndOfAsync(await sites.StartRunAsync());
        await sites.ShouldBeGoodAsync(report, machines: 4);
    }

    [Fact]
    public async Task What_an_activity_knows_of_its_failure_is_in_the_report()
    {
        await using AzureSites sites = AzureSites.WithLibvirt(machines: 2);
        string vm1 = sites.World.Machines["vm1"].Uuid;
        sites.World.When(c => c.Is("virsh snapshot-create-as") && c.Has(vm1)).Answer(1, error: "error: internal error: no room");

        RunReport report = await sites.EndOfAsync(await sites.StartRunAsync());

        report.Run.State.ShouldBe(RunState.SucceededWithWarnings);
        Error error = report.Vms.Single(vm => vm.Vm.Name == "vm1").Error.ShouldNotBeNull();
        error.Code.ShouldBe(ErrorCodes.SnapshotFailed);
        error.Message.ShouldContain("no room");
        sites.World.Untidy().ShouldBeEmpty();
    }
}
