using GlusterDr.Conformance;
using GlusterDr.Errors;
using GlusterDr.Runs;
using GlusterDr.Sites;
using GlusterDr.Tests.Functions.AzureStorage;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <summary>Whole runs by the published worker on simulated sites, in real time and over Azurite.</summary>
[TakesLong(60)]
public sealed class SimulatedRunTests(AzuriteFixture fixture, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    /// <summary>60 VMs are processed in batches, each a workflow of its own.</summary>
    [Theory]
    [InlineData(HypervisorKind.Libvirt, 60)]
    [InlineData(HypervisorKind.Ovirt, 4)]
    public async Task A_run_succeeds_and_leaves_nothing(HypervisorKind kind, int machines)
    {
        await using SitesApart sites = await SitesApart.StartAsync(fixture.Azurite.ConnectionString, kind, machines);
        await using HostProcess host = await sites.StartHostAsync();
        string run = await host.StartRunAsync("vms");

        RunReport report = await host.EndOfAsync(run);

        report.Run.State.ShouldBe(RunState.Succeeded, $"{report.Run.Error} {host.Log}");
        output.WriteLine($"{sites.Commands} commands");
        await sites.ShouldBeGoodAsync(run, machines);
    }

    [Fact]
    public async Task What_an_activity_knows_of_its_failure_is_in_the_report()
    {
        await using SitesApart sites = await SitesApart.StartAsync(fixture.Azurite.ConnectionString, HypervisorKind.Libvirt, machines: 2);
        string vm1 = sites.World.Machines["vm1"].Uuid;
        sites.World.When(c => c.Is("virsh snapshot-create-as") && c.Has(vm1)).Answer(1, error: "error: internal error: no room");
        await using HostProcess host = await sites.StartHostAsync();

        RunReport report = await host.EndOfAsync(await host.StartRunAsync("vms"));

        report.Run.State.ShouldBe(RunState.SucceededWithWarnings);
        Error error = report.Vms.Single(vm => vm.Vm.Name == "vm1").Error.ShouldNotBeNull();
        error.Code.ShouldBe(ErrorCodes.SnapshotFailed);
        error.Message.ShouldContain("no room");
        sites.World.Untidy().ShouldBeEmpty();
    }
}
