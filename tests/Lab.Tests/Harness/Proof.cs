using GlusterDr.Runs;

namespace GlusterDr.Tests.Lab;

/// <summary>Verifies runs by the guest's journal.</summary>
internal static class Proof
{
    /// <summary>Syncs, and holds the journal at the secondary against what the guest had written.</summary>
    public static async Task<RunReport> SyncAndProveAsync(LabSites lab, string policy = "lab", params string[] nodes)
    {
        long before = await LabSites.GuestWroteAsync();
        Task<SyncOutcome> sync = lab.Cli.SyncAsync(policy);
        long frozen = await FrozenByAsync(lab);
        RunReport report = (await sync).ShouldSucceed();
        await JournalHoldsAsync(before, frozen, nodes);
        await LabSites.ShouldBeTidyAsync();
        return report;
    }

    /// <summary>Waits until the snapshot is taken. Returns a record; no later one can be in the snapshot.</summary>
    public static async Task<long> FrozenByAsync(LabSites lab)
    {
        await RunWatch.UntilAsync(lab.Cli, p => p.Phase >= RunPhase.Replicate);
        return await LabSites.GuestWroteAsync() + LabSites.RecordsPerLine;
    }

    /// <summary>Every record up to the snapshot, none torn, none after it; the image is clean.</summary>
    public static async Task JournalHoldsAsync(long writtenBefore, long frozen, params string[] nodes)
    {
        foreach (string node in nodes is [] ? ["s1"] : nodes)
        {
            JournalVerdict journal = await LabSites.JournalAsync(node);
            journal.Whole.ShouldBeTrue(string.Join("; ", journal.Faults));
            journal.LastWholeRecord.ShouldBeInRange(writtenBefore, frozen);
            await QemuImageIsCleanAsync(node);
        }
    }

    private static async Task QemuImageIsCleanAsync(string node)
    {
        ShellResult check = await LabSites.AtAsync(node, "qemu-img", "check", "-U", "vms/vm1.qcow2");
        check.ExitCode.ShouldBe(0, check.Output + check.Errors);
    }
}
