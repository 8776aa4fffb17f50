using GlusterDr.Runs;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Lab;

/// <summary>The main job on real sites, the guest writing all the while.</summary>
[Collection(LabCollection.Name)]
public sealed class SyncTests(LabSites lab) : LabTests
{
    [Fact]
    public async Task A_run_proves_every_record_up_to_the_snapshot_and_the_drill_guest_goes_on_from_there()
    {
        await lab.Cli.ApplyAsync();

        RunReport report = await Proof.SyncAndProveAsync(lab);

        report.Destinations.ShouldHaveSingleItem().BytesCompared.ShouldBeGreaterThan(0);
        report.Run.LongestOverlay.ShouldNotBeNull();
        ShellResult drill = await Shell.RunAsync(TimeSpan.FromMinutes(4), Repository.At("lab", "drill"), "s1", "vms/vm1.qcow2", "--seconds", "100");
        drill.ShouldSucceed().Output.ShouldContain("drill passed");
        await LabSites.ShouldBeTidyAsync("s1::gv2");
    }

    [Fact]
    public async Task A_snapshot_inside_the_image_is_proven_while_the_guest_writes_on_in_it()
    {
        await lab.Cli.ApplyWithAsync("snapshot:\n  kind: internal\n");
        long before = await LabSites.GuestWroteAsync();
        Task<SyncOutcome> sync = lab.Cli.SyncAsync();
        long frozen = await Proof.FrozenByAsync(lab);

        RunReport report = (await sync).ShouldSucceed();

        JournalVerdict journal = await LabSites.JournalInSnapshotAsync("s1", "vms/vm1.qcow2", report.Run.Id);
        journal.Whole.ShouldBeTrue(string.Join("; ", journal.Faults));
        journal.LastWholeRecord.ShouldBeInRange(before, frozen);
        await LabSites.ShouldBeTidyAsync("s1::gv2");
        (await LabSites.OnAsync("p1", "qemu-img", "info", "-U", "/mnt/lab/gv1/vms/vm1.qcow2")).Output.ShouldNotContain(report.Run.Id);
    }

    [Fact]
    [Trait("length", "long")]
    public async Task Twenty_runs_in_a_row_are_each_proven_by_the_journal()
    {
        await lab.Cli.ApplyAsync("--rollover", "3", "--interval", "1");
        for (int run = 1; run <= 20; run++)
        {
            await Proof.SyncAndProveAsync(lab);
        }
    }

    [Fact]
    [Trait("length", "long")]
    public async Task Paused_between_runs_a_dead_live_feed_is_got_over_within_the_run()
    {
        await lab.Cli.ApplyAsync("--between-runs", "paused", "--rollover", "3", "--interval", "1");
        for (int run = 1; run <= 6; run++)
        {
            await Proof.SyncAndProveAsync(lab);
        }

        await lab.Cli.ApplyAsync();
    }

    [Fact]
    public async Task Two_destinations_are_served_by_one_snapshot()
    {
        await lab.Cli.ApplyAsync("--destinations", "2");

        RunReport report = await Proof.SyncAndProveAsync(lab, "lab", "s1", "t1");

        report.Destinations.Select(d => d.RecoveryPoint).ShouldAllBe(p => p != null);
        JournalVerdict first = await LabSites.JournalAsync("s1");
        JournalVerdict second = await LabSites.JournalAsync("t1");
        second.LastWholeRecord.ShouldBe(first.LastWholeRecord);
    }

    [Fact]
    [Trait("length", "long")]
    public async Task With_one_destination_down_the_other_gets_its_recovery_point()
    {
        await lab.Cli.ApplyAsync("--destinations", "2", "--grace", "15s");
        await LabSites.FaultAsync("destination2-down", on: true);
        try
        {
            long before = await LabSites.GuestWroteAsync();
            Task<SyncOutcome> sync = lab.Cli.SyncAsync();
            long frozen = await Proof.FrozenByAsync(lab);
            SyncOutcome outcome = await sync;

            RunReport report = outcome.ShouldSucceed();
            report.Run.State.ShouldBe(RunState.SucceededWithWarnings);
            outcome.ExitCode.ShouldBe(3);
            report.Destinations.Single(d => d.Name == "s1").RecoveryPoint.ShouldNotBeNull();
            report.Destinations.Single(d => d.Name == "t1").Error.ShouldNotBeNull().ToString().ShouldContain("t1");
            await Proof.JournalHoldsAsync(before, frozen);
            await LabSites.ShouldBeTidyAsync("s1::gv2");
        }
        finally
        {
            await LabSites.FaultAsync("destination2-down", on: false);
        }

        await Proof.SyncAndProveAsync(lab, "lab", "s1", "t1");
    }
}
