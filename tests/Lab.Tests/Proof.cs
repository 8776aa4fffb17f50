using GlusterDr.Runs;

namespace GlusterDr.Tests.Lab;

/// <summary>What the guest's own records say about a run.</summary>
internal static class Proof
{
    /// <summary>Syncs, and holds the journal at the secondary against what the guest had written.</summary>
    public static async Task<RunReport> SyncAndProveAsync(LabSites lab, string policy = "lab", params string[] nodes)
    {
        long before = await LabSites.GuestWroteAsync();
        RunReport report = (await lab.Cli.SyncAsync(policy)).ShouldSucceed();
        await JournalHoldsAsync(report, before, nodes);
        await LabSites.ShouldBeTidyAsync();
        return report;
    }

    /// <summary>Every record up to the snapshot, none torn, none after it; the image is clean.</summary>
    public static async Task JournalHoldsAsync(RunReport report, long writtenBefore, params string[] nodes)
    {
        RunVm vm = report.Vms.ShouldHaveSingleItem();
        foreach (string node in nodes is [] ? ["s1"] : nodes)
        {
            JournalVerdict journal = await LabSites.JournalAsync(node);
            journal.Whole.ShouldBeTrue(string.Join("; ", journal.Faults));
            journal.LastWholeRecord.ShouldBeGreaterThanOrEqualTo(writtenBefore);
            DateTimeOffset last = DateTimeOffset.FromUnixTimeSeconds(journal.LastRecordSeconds!.Value);
            last.ShouldBeLessThanOrEqualTo(vm.Snapshot!.TakenAt, "a record from after the snapshot");
            (vm.Snapshot.TakenAt - last).ShouldBeLessThan(TimeSpan.FromSeconds(10), "the last record is too old");
            await QemuImageIsCleanAsync(node);
        }
    }

    private static async Task QemuImageIsCleanAsync(string node)
    {
        ShellResult check = await LabSites.AtAsync(node, "qemu-img", "check", "-U", "vms/vm1.qcow2");
        check.ExitCode.ShouldBe(0, check.Output + check.Errors);
    }
}
