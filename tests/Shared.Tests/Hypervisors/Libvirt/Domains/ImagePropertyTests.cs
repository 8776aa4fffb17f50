using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Vms;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt.Domains;

/// <summary>Properties that an overlay does not inherit, files beside a chain, and output on standard error.</summary>
public sealed class ImagePropertyTests
{
    private const string Secret = "77777777-2222-3333-4444-555555555555";

    [Fact]
    public async Task An_encrypted_disk_is_refused_with_its_secret()
    {
        VirtualMachine vm = await ListAsync(Fixture.Xml("luks"));

        vm.Obstacle.ShouldNotBeNull().ShouldContain("clear text");
        vm.Obstacle.ShouldContain($"luks, secret {Secret}");
    }

    [Theory]
    [InlineData("<source file='/gv/a'/><encryption format='qcow'><secret type='passphrase' uuid='u1'/></encryption><backingStore/>", "qcow, secret u1")]
    [InlineData("<source file='/gv/a'><encryption format='luks' engine='librbd'><secret type='passphrase' usage='disks/a'/></encryption></source><backingStore/>", "luks, secret disks/a")]
    [InlineData("<source file='/gv/a'/><backingStore type='file'><format type='luks'/><source file='/gv/b'><encryption format='luks2'/></source><backingStore/></backingStore>", "luks2")]
    [InlineData("<source file='/gv/a'><slices><slice type='storage' offset='12345' size='123'/></slices></source><backingStore/>", "a part of an image")]
    [InlineData("<source file='/gv/a'/><backingStore/>", null)]
    public async Task What_an_overlay_does_not_inherit_is_an_obstacle_at_any_depth(string inner, string? obstacle)
    {
        XElement disk = XElement.Parse($"<disk type='file' device='disk'><driver name='qemu' type='raw'/>{inner}<target dev='vda'/></disk>");

        string? found = (await ListAsync($"{new VmText(VmText.One, "web") { Disks = [disk] }}")).Obstacle;

        if (obstacle is null)
        {
            found.ShouldBeNull();
        }
        else
        {
            found.ShouldNotBeNull().ShouldContain(obstacle);
        }
    }

    [Fact]
    public async Task A_data_file_on_the_volume_belongs_to_the_disk()
    {
        VirtualMachine vm = await ListAsync(Fixture.Xml("data-file-inside"));

        vm.Obstacle.ShouldBeNull();
        vm.Disks[0].DataFiles.ShouldBe(["data/a.raw"]);
    }

    [Fact]
    public async Task A_data_file_elsewhere_is_an_obstacle() =>
        (await ListAsync(Fixture.Xml("data-file-outside"))).Obstacle.ShouldNotBeNull().ShouldContain("/var/lib/local/a.raw, which is not on the volume");

    [Theory]
    [InlineData("/gv/vms/d.raw", "vms/d.raw", null)]
    [InlineData("d.raw", "vms/d.raw", null)]
    [InlineData("/mnt/local/d.raw", null, "/mnt/local/d.raw, which is not on the volume")]
    public async Task A_data_file_that_only_the_image_names_is_found(string file, string? expected, string? obstacle)
    {
        Bench bench = Listing($"{new VmText(VmText.One, "web") { Disks = [VmText.Disk("vda", "/gv/vms/ovl.qcow2", "/gv/vms/df.qcow2")] }}");
        bench.Chains["/gv/vms/ovl.qcow2"] = Fixture.Json("data-file-chain")
            .Replace("/mnt/gv1/vms/d.raw", file, StringComparison.Ordinal)
            .Replace("\"ovl.qcow2\"", "\"/gv/vms/ovl.qcow2\"", StringComparison.Ordinal)
            .Replace("\"df.qcow2\"", "\"/gv/vms/df.qcow2\"", StringComparison.Ordinal);

        VirtualMachine vm = (await bench.Sut.ListAsync(bench.Domain, default)).ShouldHaveSingleItem();

        vm.Disks[0].DataFiles.ShouldBe(expected is null ? [] : [expected]);
        (vm.Obstacle ?? "").ShouldContain(obstacle ?? "");
        (vm.Obstacle is null).ShouldBe(obstacle is null);
    }

    [Fact]
    public async Task An_image_that_cannot_be_read_is_an_obstacle()
    {
        Bench bench = Listing($"{new VmText(VmText.One, "web") { Disks = [VmText.Disk("vda", "/gv/a.qcow2")] }}");
        bench.Chains["/gv/a.qcow2"] = "";

        (await bench.Sut.ListAsync(bench.Domain, default))[0].Obstacle.ShouldNotBeNull().ShouldContain("could not be read");
    }

    [Fact]
    public async Task A_data_file_is_in_the_manifest_of_a_snapshot()
    {
        VmText before = new(VmText.One, "web") { Disks = [VmText.Disk("vda", "/gv/a.qcow2")] };
        VmText after = before with { Disks = [VmText.Disk("vda", Bench.Overlay("/gv/a.qcow2"), "/gv/a.qcow2")] };
        Bench bench = new Bench().Looks(before.Look(), after.Look());
        bench.Runner.On("h1", $"{Bench.Virsh}snapshot-create-as {VmText.One} {Bench.Run} --disk-only --atomic --no-metadata --diskspec vda,snapshot=external,file={Bench.Overlay("/gv/a.qcow2")}");
        VirtualMachine vm = Bench.Listed() with { Disks = [new VmDisk("vda", "a.qcow2", "/gv/a.qcow2", "qcow2", 0, ["a.qcow2"]) { DataFiles = ["data/a.raw"] }] };

        VmSnapshot snapshot = await bench.Sut.SnapshotAsync(bench.Domain, vm, Bench.Request(), default);

        snapshot.Disks.ShouldHaveSingleItem().BackingPaths.ShouldBe(["data/a.raw"]);
    }

    [Fact]
    public async Task Nvram_and_tpm_on_a_local_disk_are_named()
    {
        VirtualMachine vm = await ListAsync(Fixture.Xml("uefi-tpm"));

        vm.Obstacle.ShouldBeNull();
        vm.FilesElsewhere.ShouldBe(
        [
            "its UEFI variables (/var/lib/libvirt/qemu/nvram/web_VARS.fd)",
            $"the state of its TPM (/var/lib/libvirt/swtpm/{VmText.One})",
        ]);
    }

    [Theory]
    [InlineData("<os><nvram type='file'><source file='/gv/nvram/web.fd'/></nvram></os>", "", null)]
    [InlineData("<os firmware='efi'/>", "", "its UEFI variables (/var/lib/libvirt/qemu/nvram/web_VARS.fd)")]
    [InlineData("<os><loader type='pflash' stateless='yes'>/usr/share/OVMF/OVMF_CODE.fd</loader></os>", "", null)]
    [InlineData("<os><loader type='rom'>/srv/my.rom</loader></os>", "", "its firmware (/srv/my.rom)")]
    [InlineData("<os><kernel>/boot/vmlinuz</kernel></os>", "", "its kernel (/boot/vmlinuz)")]
    [InlineData("<os><initrd>/gv/boot/initrd</initrd></os>", "", null)]
    [InlineData("", "<tpm><backend type='passthrough'><device path='/dev/tpm0'/></backend></tpm>", "a TPM of its host (passthrough)")]
    [InlineData("", "<tpm><backend type='emulator'><source type='dir' path='/gv/tpm/web'/></backend></tpm>", null)]
    [InlineData("", "<disk type='file' device='cdrom'><source file='/iso/a.iso'/><target dev='sda'/><readonly/></disk>", "the medium of its cdrom (/iso/a.iso)")]
    [InlineData("", "<disk type='file' device='cdrom'><source file='/iso/a.iso' startupPolicy='optional'/><target dev='sda'/><readonly/></disk>", null)]
    [InlineData("", "<disk type='file' device='cdrom'><target dev='sda'/><readonly/></disk>", null)]
    [InlineData("", "<filesystem type='mount'><source dir='/srv/share'/></filesystem>", "a directory of its host (/srv/share)")]
    [InlineData("", "<hostdev mode='subsystem' type='pci'/>", "a device of its host (pci)")]
    public async Task All_files_that_a_vm_needs_besides_its_disks_are_named(string os, string device, string? expected)
    {
        XElement domain = XElement.Parse($"{new VmText(VmText.One, "web") { Disks = [VmText.Disk("vda", "/gv/a.qcow2")] }}");
        domain.Add(os.Length > 0 ? XElement.Parse(os) : null);
        domain.Element("devices")!.Add(device.Length > 0 ? XElement.Parse(device) : null);

        (await ListAsync($"{domain}")).FilesElsewhere.ShouldBe(expected is null ? [] : [expected]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-20 04:10:01.115+0000: 4711: warning : virSecurityManager:12 : x\n")]
    [InlineData("Warning: Permanently added 'h1' (ED25519) to the list of known hosts.\n")]
    public async Task Other_output_on_standard_error_decides_nothing(string more)
    {
        Bench bench = Listing(Fixture.Output("sudo-noise"), Fixture.Error("sudo-noise") + more);

        (await bench.Sut.ListAsync(bench.Domain, default)).ShouldHaveSingleItem().Obstacle.ShouldBeNull();
    }

    [Fact]
    public async Task Noise_is_not_the_reason_of_a_failure()
    {
        Bench bench = Listing("", $"{Fixture.Error("sudo-noise")}error: something else\n", exit: 1);

        Error error = (await Should.ThrowAsync<DrException>(bench.Sut.ListAsync(bench.Domain, default))).Error;

        error.Message.ShouldEndWith(": something else");
    }

    [Theory]
    [InlineData(139)]
    [InlineData(134)]
    [InlineData(137)]
    public async Task A_crash_of_virsh_is_transient(int exit)
    {
        Bench bench = Listing(Fixture.Output("sudo-noise"), Fixture.Error("sudo-noise"), exit);

        Error error = (await Should.ThrowAsync<DrException>(bench.Sut.ListAsync(bench.Domain, default))).Error;

        (error.Code, error.Class).ShouldBe((ErrorCodes.CommandCrashed, ErrorClass.Transient));
    }

    private static async Task<VirtualMachine> ListAsync(string domain)
    {
        Bench bench = Listing(domain);
        return (await bench.Sut.ListAsync(bench.Domain, default)).ShouldHaveSingleItem();
    }

    private static Bench Listing(string domain, string error = "", int exit = 0)
    {
        Bench bench = new Bench().WithoutLinks();
        bench.Runner
            .On("h1", $"{Bench.Virsh}list --uuid --all", $"{VmText.One}\n")
            .On("h1", Bench.Uses)
            .On("h1", $"{Bench.Virsh}'dumpxml {VmText.One}'", domain, error, exit);
        return bench;
    }
}
