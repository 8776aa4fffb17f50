using System.Xml.Linq;
using GlusterDr.Vms;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt;

/// <summary>VMs that are shut off or paused are listed with their state, and with chains that are read from their images.</summary>
public sealed class ShutOffInventoryTests
{
    private const string A = "/gv/a.qcow2";

    [Fact]
    public async Task The_images_show_what_is_below_a_disk_of_a_vm_that_is_shut_off()
    {
        Bench bench = Listing(Off(VmText.Disk("vda", A)));
        bench.Chains[A] = Bench.Chain(A, "/gv/t/template.qcow2");

        VirtualMachine vm = (await bench.Sut.ListAsync(bench.Domain, default)).ShouldHaveSingleItem();

        (vm.Power, vm.Obstacle).ShouldBe((VmPower.ShutOff, null));
        vm.Disks.ShouldHaveSingleItem().Chain.ShouldBe(["a.qcow2", "t/template.qcow2"]);
        vm.TotalBytes.ShouldBe(2 * 4096);
    }

    [Fact]
    public async Task A_data_file_of_a_vm_that_is_shut_off_belongs_to_its_disk()
    {
        Bench bench = Listing(Off(VmText.Disk("vda", "/gv/vms/ovl.qcow2")));
        bench.Chains["/gv/vms/ovl.qcow2"] = Fixture.Json("data-file-chain")
            .Replace("/mnt/gv1/vms/d.raw", "/gv/vms/d.raw", StringComparison.Ordinal)
            .Replace("\"ovl.qcow2\"", "\"/gv/vms/ovl.qcow2\"", StringComparison.Ordinal)
            .Replace("\"df.qcow2\"", "\"/gv/vms/df.qcow2\"", StringComparison.Ordinal);

        VmDisk disk = (await bench.Sut.ListAsync(bench.Domain, default)).ShouldHaveSingleItem().Disks.ShouldHaveSingleItem();

        disk.Chain.ShouldBe(["vms/ovl.qcow2", "vms/df.qcow2"]);
        disk.DataFiles.ShouldBe(["vms/d.raw"]);
    }

    [Theory]
    [InlineData("", "could not be read")]
    [InlineData("/var/t.qcow2", "/var/t.qcow2, which is not on the volume")]
    public async Task What_keeps_images_from_being_compared_is_named(string below, string obstacle)
    {
        Bench bench = Listing(Off(VmText.Disk("vda", A)));
        bench.Chains[A] = below.Length == 0 ? "" : Bench.Chain(A, below);

        (await bench.Sut.ListAsync(bench.Domain, default)).ShouldHaveSingleItem().Obstacle.ShouldNotBeNull().ShouldContain(obstacle);
    }

    [Fact]
    public async Task An_encrypted_disk_that_nobody_writes_to_is_no_obstacle_and_its_secret_is_named()
    {
        XElement domain = XElement.Parse(Fixture.Xml("luks"));
        domain.Attribute("id")!.Remove();
        Bench bench = Listing($"{domain}");

        VirtualMachine vm = (await bench.Sut.ListAsync(bench.Domain, default)).ShouldHaveSingleItem();

        (vm.Power, vm.Obstacle).ShouldBe((VmPower.ShutOff, null));
        vm.FilesElsewhere.ShouldHaveSingleItem().ShouldBe("the secret 77777777-2222-3333-4444-555555555555 of libvirt, which opens its disk vda");
    }

    [Theory]
    [InlineData(1, VmPower.Running)]
    [InlineData(3, VmPower.Paused)]
    [InlineData(7, VmPower.Paused)]
    public async Task A_vm_with_a_process_runs_or_is_paused(int state, VmPower power)
    {
        Bench bench = Listing($"{new VmText(VmText.One, "web") { Disks = [VmText.Disk("vda", A)] }}", $"Domain: 'web'\n  state.state={state}\n");

        (await bench.Sut.ListAsync(bench.Domain, default)).ShouldHaveSingleItem().Power.ShouldBe(power);
    }

    [Theory]
    [InlineData("<os><kernel>/gv/boot/vmlinuz</kernel></os>", "", "its kernel", "boot/vmlinuz", false)]
    [InlineData("<os><initrd>/gv/boot/initrd</initrd></os>", "", "its initrd", "boot/initrd", false)]
    [InlineData("<os><dtb>/gv/boot/a.dtb</dtb></os>", "", "its dtb", "boot/a.dtb", false)]
    [InlineData("<os><acpi><table type='slic'>/gv/slic.bin</table></acpi></os>", "", "its ACPI table", "slic.bin", false)]
    [InlineData("<os><nvram>/gv/nvram/web.fd</nvram></os>", "", "its UEFI variables", "nvram/web.fd", true)]
    [InlineData("<os><varstore path='/gv/nvram/web.json'/></os>", "", "its UEFI variables", "nvram/web.json", true)]
    [InlineData("<sysinfo type='fwcfg'><entry name='opt/com.coreos/config' file='/gv/web.ign'/></sysinfo>", "", "a file of its firmware configuration", "web.ign", false)]
    [InlineData("", "<tpm><backend type='emulator'><source type='file' path='/gv/tpm/web.state'/></backend></tpm>", "the state of its TPM", "tpm/web.state", true)]
    [InlineData("", "<memory model='nvdimm'><source><path>/gv/nvdimm</path></source></memory>", "the content of its NVDIMM", "nvdimm", true)]
    [InlineData("", "<interface type='network'><rom file='/gv/pxe.rom'/></interface>", "the option ROM of a device", "pxe.rom", false)]
    [InlineData("", "<disk type='file' device='cdrom'><source file='/gv/iso/a.iso'/><target dev='sda'/><readonly/></disk>", "the medium of its cdrom", "iso/a.iso", false)]
    [InlineData("", "<disk type='file' device='floppy'><source file='/gv/a.img'/><target dev='fda'/></disk>", "the medium of its floppy", "a.img", false)]
    [InlineData("", "<disk type='file' device='disk'><source file='/gv/ro.raw'/><target dev='vdz'/><readonly/></disk>", "its read-only disk vdz", "ro.raw", false)]
    [InlineData("", "<disk type='network' device='cdrom'><source protocol='https' name='a.iso'/><target dev='sda'/><readonly/></disk>", "the medium of its cdrom", null, false)]
    [InlineData("", "<tpm><backend type='emulator'><source type='file' path='/gv/t'/><encryption secret='s1'/></backend></tpm>", "the secret s1 of libvirt, which opens its TPM", null, false)]
    public async Task Each_kind_of_file_is_reported_with_its_path(string top, string device, string what, string? path, bool isWritten)
    {
        XElement domain = XElement.Parse($"{new VmText(VmText.One, "web") { Disks = [VmText.Disk("vda", A)] }}");
        domain.Add(top.Length > 0 ? XElement.Parse(top) : null);
        domain.Element("devices")!.Add(device.Length > 0 ? XElement.Parse(device) : null);

        VirtualMachine vm = (await Listing($"{domain}").ListAsync()).ShouldHaveSingleItem();

        VmFile file = vm.Files.Single(f => f.What == what);
        (file.Path, file.IsWritten).ShouldBe((path, isWritten));
        vm.FilesElsewhere.Any(f => f.StartsWith(what, StringComparison.Ordinal)).ShouldBe(path is null);
    }

    private static string Off(params XElement[] disks) => $"{new VmText(VmText.One, "web") { Active = false, Disks = disks }}";

    private static Bench Listing(string domain, string uses = "")
    {
        Bench bench = new Bench().WithoutLinks();
        bench.Runner
            .On("h1", $"{Bench.Virsh}list --uuid --all", $"{VmText.One}\n")
            .On("h1", Bench.Uses, uses)
            .On("h1", $"{Bench.Virsh}'dumpxml {VmText.One}'", domain);
        return bench;
    }
}
