namespace GlusterDr.Tests.Lab.Faults;

/// <summary>Every kind of fault that the lab can make.</summary>
internal static class FaultKinds
{
    private static readonly TimeSpan s_stopped = TimeSpan.FromSeconds(90);

    public static IReadOnlyList<Fault> All { get; } =
    [
        Fault.OfLab("brick-restart") with { MayHeal = false },
        Fault.OfLab("brick-down"),
        Fault.OfLab("control-cut"),
        Fault.OfLab("destination2-down") with { Policy = ["--destinations", "2"] },
        Fault.OfLab("primary-node-cut"),
        Fault.OfLab("primary-node-down"),
        Fault.OfLab("rsync-trap"),
        Fault.OfLab("secondary-full"),
        Fault.OfLab("secondary-glusterd-down"),
        Fault.OfLab("wan-cut"),
        Fault.OfLab("libvirtd-down") with { Name = "libvirtd killed in mid-merge", At = Moment.Merge },
        Fault.OfLab("guest-killed") with { EndsGuest = true, MayHeal = false },
        Fault.OfLab("guest-destroyed") with { EndsGuest = true, MayHeal = false },
        Fault.OfLab("guest-deleted") with { EndsGuest = true, MayHeal = false },
        new("control plane stopped for 90 s") { MakeAsync = StopControlPlaneAsync },
        new("control plane killed") { MakeAsync = KillControlPlaneAsync },
        new("block commit by hand") { MakeAsync = CommitAsync, At = Moment.Frozen },
        new("block commit aborted") { MakeAsync = AbortCommitAsync, At = Moment.Frozen },
        new("policy deleted") { MakeAsync = DeletePolicyAsync },
    ];

    private static async Task<string?> StopControlPlaneAsync(LabSites lab, LiveSync sync)
    {
        await SignalAsync(sync, "STOP");
        await Task.Delay(s_stopped);
        await SignalAsync(sync, "CONT");
        return null;
    }

    private static async Task<string?> KillControlPlaneAsync(LabSites lab, LiveSync sync)
    {
        await SignalAsync(sync, "KILL");
        return "the next sync continues it";
    }

    private static async Task<string?> CommitAsync(LabSites lab, LiveSync sync)
    {
        string overlay = "";
        await NotJudgedException.ApplyAsync("a block commit", async () =>
        {
            overlay = await LabSites.ActiveImageAsync();
            (await LabSites.OnAsync("p1", "virsh", "-q", "-c", "qemu:///system", "blockcommit", "vm1", "vda", "--active", "--pivot", "--wait")).ShouldSucceed();
        });
        return $"of {overlay}";
    }

    /// <summary>The guest goes on in its overlay, and the image below it has records that are newer than the snapshot.</summary>
    private static async Task<string?> AbortCommitAsync(LabSites lab, LiveSync sync)
    {
        string overlay = "";
        await NotJudgedException.ApplyAsync("a block commit", async () =>
        {
            overlay = await LabSites.ActiveImageAsync();
            (await LabSites.OnAsync("p1", "virsh", "-q", "-c", "qemu:///system", "blockcommit", "vm1", "vda", "--active")).ShouldSucceed();
            await Task.Delay(TimeSpan.FromSeconds(1));
            (await LabSites.OnAsync("p1", "virsh", "-q", "-c", "qemu:///system", "blockjob", "vm1", "vda", "--abort")).ShouldSucceed();
        });
        return $"of {overlay}";
    }

    private static Task SignalAsync(LiveSync sync, string signal) => NotJudgedException.ApplyAsync($"signal {signal}", () => sync.SignalAsync(signal));

    private static async Task<string?> DeletePolicyAsync(LabSites lab, LiveSync sync)
    {
        ShellResult delete = await lab.Cli.RunAsync("delete", "lab");
        if (!sync.IsOver)
        {
            delete.ExitCode.ShouldBe(4, delete.Output + delete.Errors);
            (await lab.Cli.RunAsync("policies")).ShouldSucceed().Output.ShouldContain("lab");
        }

        return $"exit {delete.ExitCode}: {delete.Errors.Trim()}";
    }
}
