using System.Diagnostics;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Lab;

/// <summary>Killed (SIGKILL) in mid-run and started again: the run goes on and ends right.</summary>
[Collection(LabCollection.Name)]
[Trait("length", "long")]
public sealed class CrashTests(LabSites lab) : LabTests
{
    [Fact]
    public Task Killed_when_snapshots_are_taken() =>
        KilledAtAsync(run => run.Phase >= RunPhase.Replicate);

    [Fact]
    public Task Killed_while_geo_replication_runs() =>
        KilledAtAsync(run => run.Destinations.Any(d => d.State == DestinationState.Replicating));

    [Fact]
    public Task Killed_while_a_merge_is_under_way() =>
        KilledAtAsync(run => run.Phase == RunPhase.Merge);

    private async Task KilledAtAsync(Func<RunProgress, bool> moment)
    {
        await lab.Cli.ApplyAsync();
        long before = await LabSites.GuestWroteAsync();
        using Process sync = lab.Cli.Start("sync", "lab");
        string killed = await RunWatch.UntilAsync(lab.Cli, moment);
        long frozen = await LabSites.GuestWroteAsync() + LabSites.RecordsPerLine;
        sync.Kill();
        await sync.WaitForExitAsync();

        SyncOutcome again = await lab.Cli.SyncAsync();

        RunReport report = again.ShouldSucceed();
        report.Run.Id.ShouldBe(killed, "the run that was cut short goes on; no other is started");
        await Proof.JournalHoldsAsync(before, frozen);
        await LabSites.ShouldBeTidyAsync("s1::gv2");
        await Proof.SyncAndProveAsync(lab);
    }
}
