using GlusterDr.Runs;

namespace GlusterDr.Tests.Lab;

/// <summary>Real failures in mid-run: each run ends within its bound, tidily, and says cause and host; after repair the next succeeds.</summary>
[Collection(LabCollection.Name)]
[Trait("length", "long")]
public sealed class FaultTests(LabSites lab) : LabTests
{
    [Fact]
    public async Task The_secondarys_glusterd_stops()
    {
        RunReport report = await FailsWithAsync("secondary-glusterd-down");
        report.Run.Error!.ToString().ShouldContain("s1");
    }

    [Fact]
    public async Task The_network_between_the_sites_is_cut()
    {
        RunReport report = await FailsWithAsync("wan-cut");
        report.Run.Error!.ToString().ShouldContain("s1");
    }

    [Fact]
    public async Task The_secondarys_disk_is_full()
    {
        RunReport report = await FailsWithAsync("secondary-full");
        report.Run.Error!.Code.ShouldBe(Errors.ErrorCodes.SecondaryFull);
        report.Run.Error.Host.ShouldNotBeNull();
    }

    /// <summary>Two of three replicas hold the data: the run may succeed, but must name the node.</summary>
    [Fact]
    public async Task One_primary_node_goes_down()
    {
        await lab.Cli.ApplyAsync("--grace", "60s");
        try
        {
            SyncOutcome outcome = await SyncWithFaultAsync("primary-node-down");
            outcome.Report.ShouldNotBeNull(outcome.Errors);
            outcome.Report.Run.IsOver.ShouldBeTrue();
            outcome.Report.Run.State.ShouldNotBe(RunState.Succeeded);
            string said = string.Join('\n', [.. outcome.Report.Run.Warnings, .. outcome.Report.Destinations.SelectMany(d => d.Warnings), .. outcome.Report.Run.Error is { } e ? [e] : (Errors.Error[])[]]);
            said.ShouldContain("p3");
            await LabSites.ShouldBeTidyAsync("s1::gv2");
        }
        finally
        {
            await LabSites.FaultAsync("primary-node-down", on: false);
        }

        await Proof.SyncAndProveAsync(lab);
    }

    private async Task<RunReport> FailsWithAsync(string fault)
    {
        await lab.Cli.ApplyAsync("--grace", "20s");
        RunReport report;
        try
        {
            report = (await SyncWithFaultAsync(fault)).ShouldFail();
            await LabSites.ShouldBeTidyAsync("s1::gv2");
            report.Vms.ShouldHaveSingleItem().State.ShouldBe(VmState.Merged);
            report.Run.Error!.Host.ShouldNotBeNull();
        }
        finally
        {
            await LabSites.FaultAsync(fault, on: false);
        }

        await Proof.SyncAndProveAsync(lab);
        return report;
    }

    /// <summary>Makes the failure when the session has started.</summary>
    private async Task<SyncOutcome> SyncWithFaultAsync(string fault)
    {
        Task<SyncOutcome> sync = lab.Cli.SyncAsync();
        await RunWatch.UntilAsync(lab.Cli, p => p.Destinations.Any(d => d.State == DestinationState.CheckpointSet));
        await LabSites.FaultAsync(fault, on: true);
        return await sync;
    }
}
