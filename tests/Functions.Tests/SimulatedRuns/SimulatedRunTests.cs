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
    public async Task A_run_whose_worker_is_replaced_goes_on_in_the_other_one()
    {
        await using AzureSites sites = AzureSites.WithLibvirt(machines: 4);
        string id = await sites.StartRunAsync();
        await sites.Functions.WhenQuietAsync(calls: 15);
        (await sites.Client.GetInstanceAsync(id)).ShouldNotBeNull().IsCompleted.ShouldBeFalse();

        await sites.Bench.StopWorkerAsync();
        int before = sites.Functions.Calls;
        await sites.Bench.StartWorkerAsync(sites.Functions.Register);

        await sites.ShouldBeGoodAsync(await sites.EndOfAsync(id), machines: 4);
        sites.Functions.Calls.ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task What_an_activity_knows_of_its_failure_is_in_the_report()
    {
        await using AzureSites sites = AzureSites.WithLibvirt(machines: 1);
        sites.Policy = sites.Policy with { Volume = "gv9" };

        RunReport report = await sites.EndOfAsync(await sites.StartRunAsync());

        report.Run.State.ShouldBe(RunState.Failed);
        Error error = report.Run.Error.ShouldNotBeNull();
        error.Code.ShouldBe(ErrorCodes.VolumeNotFound);
        error.Message.ShouldContain("does not exist");
        sites.World.Untidy().ShouldBeEmpty();
    }
}
