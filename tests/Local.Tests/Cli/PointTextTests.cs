using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Local.Cli.Text;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Vms;

namespace GlusterDr.Tests.Local.Cli;

/// <summary>What a recovery point holds, and what it does not, is told in plain words.</summary>
public sealed class PointTextTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_point_counts_vms_by_their_state_and_what_is_not_included()
    {
        RecoveryPoint point = new()
        {
            Id = "sync-vms-20260101T000000Z@far",
            Policy = "vms",
            RunId = "sync-vms-20260101T000000Z",
            Destination = "far",
            Location = "there/copy",
            TakenAt = s_now,
            Skew = TimeSpan.Zero,
            VerifiedAt = s_now,
            Checkpoint = s_now,
            Evidence = [],
            FilesCompared = 2,
            BytesCompared = 0,
            Vms = [new("1", "vm1", "h1", "run", GlusterDr.Policies.SnapshotKind.External, false, s_now, [])],
            VmsPaused = ["vm1"],
            VmsShutOff = [new("2", "vm2", "h1", []), new("3", "vm3", "h1", [])],
            VmsLeftOut = ["vm4"],
            FilesNotIncluded = [new("vm1", "its kernel (/boot/vmlinuz)", "it is not on the volume")],
        };

        string text = RunText.Points([point], s_now);

        text.ShouldContain("3 (+1 left out)");
        text.ShouldContain("2 VMs shut off; 1 VM paused; 1 file not included: see `glusterdr run sync-vms-20260101T000000Z`");
    }

    [Fact]
    public void A_run_tells_each_vm_with_its_state_and_its_files()
    {
        VirtualMachine vm = new("1", "vm1", "h1", [])
        {
            Power = VmPower.Paused,
            Files = [new VmFile("its UEFI variables", "/gv/web.fd", "web.fd") { IsWritten = true }],
            FilesElsewhere = ["its kernel (/boot/vmlinuz)"],
        };
        Run run = new() { Id = "sync-vms-20260101T000000Z", Policy = "vms", StartedAt = s_now };
        RunVm[] vms =
        [
            new(vm, VmState.LeftOut) { Error = new Error(ErrorCodes.VmChanged, ErrorClass.NeedsPerson, "somebody merged it"), DisksAdded = ["vdb (b.qcow2)"] },
            new(vm with { Id = "2", Name = "vm2", Power = VmPower.ShutOff }, VmState.ShutOff),
            new(vm with { Id = "3", Name = "vm3" }, VmState.Excluded),
        ];

        string[] lines = RunText.Report(new RunReport(run, [], vms), s_now).Split('\n');

        Line("vm1").ShouldContain("somebody merged it; replicated, not compared: its UEFI variables (/gv/web.fd); attached during the run, not protected: vdb (b.qcow2); paused; ");
        Line("vm1").ShouldContain("not on the volume, needed to start: its kernel (/boot/vmlinuz)");
        Line("vm2").ShouldContain("shut-off");
        Line("vm2").ShouldNotContain("not compared");
        Line("vm3").ShouldContain("excluded");

        string Line(string name) => lines.Single(l => l.Contains($"{name} ", StringComparison.Ordinal));
    }
}
