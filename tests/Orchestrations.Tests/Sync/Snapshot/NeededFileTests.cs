using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync.Snapshot;

/// <summary>Files that a machine needs beside its images: on the volume they are compared, elsewhere they are named on the recovery point.</summary>
public sealed class NeededFileTests
{
    private const string DataFile = "data/vm1.raw";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_corrupted_data_file_is_noticed(bool runs)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        SimulatedVolume volume = WithDataFile(sites);
        if (!runs)
        {
            sites.World.Machines["vm1"].Stop();
        }

        sites.Policy = sites.Policy with { Verification = new VerificationSettings { Cure = false } };
        RunReport report = await sites.RunAsync();
        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        report.Destinations[0].FilesCompared.ShouldBe(3);
        sites.Secondary.Corrupt(DataFile);

        report = await sites.RunAsync();

        report.ShouldHaveFailed(ErrorCodes.ContentDiffers, DataFile);
        volume.TryGetFile(DataFile, out _).ShouldBeTrue();
        await sites.ShouldBeTidyAsync();
    }

    [Theory]
    [InlineData("kernel", "boot/vmlinuz")]
    [InlineData("initrd", "boot/initrd")]
    [InlineData("dtb", "boot/board.dtb")]
    public async Task A_corrupted_boot_file_on_the_volume_is_noticed(string element, string path)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        SimulatedVolume volume = sites.World.Site("main").Volume("gv1");
        volume.Write(path, FileContent.OfText("the file"));
        sites.World.Machines["vm1"].BootFiles[element] = $"{volume.MountPath}/{path}";
        await ShouldNoticeAsync(sites, path);
    }

    [Fact]
    public async Task A_corrupted_medium_on_the_volume_is_noticed()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        SimulatedVolume volume = sites.World.Site("main").Volume("gv1");
        volume.Write("iso/a.iso", FileContent.OfText("the medium"));
        SimulatedMachine machine = sites.World.Machines["vm1"];
        machine.Hypervisor.AddLocalDisk(machine, "sda", $"{volume.MountPath}/iso/a.iso", "cdrom");
        await ShouldNoticeAsync(sites, "iso/a.iso");
    }

    [Fact]
    public async Task What_is_not_on_the_volume_is_named_on_the_point()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        SimulatedVolume volume = sites.World.Site("main").Volume("gv1");
        SimulatedMachine machine = sites.World.Machines["vm1"];
        machine.BootFiles["kernel"] = "/boot/vmlinuz";
        machine.BootFiles["nvram"] = $"{volume.MountPath}/nvram/vm1.fd";
        volume.Write("nvram/vm1.fd", FileContent.OfText("variables"));
        machine.Hypervisor.AddLocalDisk(machine, "vdb", "/var/lib/local.raw");

        RunReport report = await sites.RunAsync();

        RecoveryPoint point = await sites.ShouldHoldPointAsync(report, "backup");
        point.FilesNotIncluded.ShouldNotBeNull().ShouldBe(
        [
            new RecoveryPoint.MissingFile("vm1", "disk vdb (/var/lib/local.raw)", "it is not on the volume"),
            new RecoveryPoint.MissingFile("vm1", $"its UEFI variables ({volume.MountPath}/nvram/vm1.fd)", "it is replicated with the volume, but not compared: the running VM may write to it"),
            new RecoveryPoint.MissingFile("vm1", "its kernel (/boot/vmlinuz)", "it is not on the volume"),
        ]);
    }

    [Fact]
    public async Task A_medium_that_is_replaced_in_mid_run_costs_no_machine_its_point()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        SimulatedVolume volume = sites.World.Site("main").Volume("gv1");
        volume.Write("iso/a.iso", FileContent.OfText("the medium"));
        SimulatedMachine machine = sites.World.Machines["vm1"];
        machine.Hypervisor.AddLocalDisk(machine, "sda", $"{volume.MountPath}/iso/a.iso", "cdrom");
        sites.World.When("gluster volume geo-replication stop").Once().DoBefore(() => volume.Write("iso/a.iso", FileContent.OfText("another")));

        RunReport report = await sites.RunAsync();

        report.Destinations[0].Cures.ShouldBe(0, RunTests.Why(report));
        RecoveryPoint point = await sites.ShouldHoldPointAsync(report, "backup");
        point.FilesNotIncluded.ShouldNotBeNull().ShouldHaveSingleItem().Reason.ShouldContain("changed during the run");
        await sites.ShouldBeTidyAsync();
    }

    private static async Task ShouldNoticeAsync(SimulatedSites sites, string path)
    {
        sites.Policy = sites.Policy with { Verification = new VerificationSettings { Cure = false } };
        RunReport report = await sites.RunAsync();
        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        report.Destinations[0].FilesCompared.ShouldBe(2);
        sites.Secondary.Corrupt(path);

        (await sites.RunAsync()).ShouldHaveFailed(ErrorCodes.ContentDiffers, path);
        await sites.ShouldBeTidyAsync();
    }

    private static SimulatedVolume WithDataFile(SimulatedSites sites)
    {
        SimulatedVolume volume = sites.World.Site("main").Volume("gv1");
        volume.Write(DataFile, FileContent.OfText("what the guest wrote"));
        File(volume, "vms/vm1.qcow2").DataFile = $"{volume.MountPath}/{DataFile}";
        return volume;
    }

    private static SimulatedFile File(SimulatedVolume volume, string path) =>
        volume.TryGetFile(path, out SimulatedFile? file) ? file : throw new InvalidOperationException($"There is no {path}.");
}
